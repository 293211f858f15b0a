package dev.slipway.workflows.scenarios.cloud;

import dev.slipway.api.StackName;
import dev.slipway.workflows.audit.AuditHead;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One AWS account; each scenario has its own. */
public final class Account {
  private final Bucket bucket;
  private final Secrets secrets;
  private final Map<StackName, Stack> stacks = new ConcurrentHashMap<>();
  private final List<String> bundles = new ArrayList<>();
  private final Interference interference = new Interference();
  private final InstantSource clock;

  Account(InstantSource clock) {
    this.clock = clock;
    this.bucket = new Bucket(clock);
    this.secrets = new Secrets(clock);
  }

  Instant now() {
    return clock.instant();
  }

  public Bucket bucket() {
    return bucket;
  }

  public Secrets secrets() {
    return secrets;
  }

  public Map<StackName, Stack> stacks() {
    return stacks;
  }

  public Interference interference() {
    return interference;
  }

  /** What the agent behind a stack's alias answers; empty if there is none. */
  public Optional<String> ask(StackName name) {
    Stack stack = stacks.get(name);
    return stack == null ? Optional.empty() : stack.live().map(this::answer);
  }

  /** What a version of a runtime answers under another endpoint. */
  String ask(StackName name, int version) {
    return answer(Objects.requireNonNull(stacks.get(name)).version(version));
  }

  private String answer(Stack.Version live) {
    return live.code().endsWith("crashes")
        ? live.code()
        : "%s, %d MB, environment %s, key %s"
            .formatted(live.code(), live.memory(), live.environment(), key(live.secret()));
  }

  private String key(@Nullable String arn) {
    return arn == null ? "none" : secrets.find(arn).map(Secrets.Secret::value).orElse("LOST");
  }

  /** Appends an agent's bundle to its chain, once for each deployment. */
  public synchronized AuditHead audit(String bundle) {
    if (!bundles.contains(bundle)) {
      bundles.add(bundle);
    }
    int number = bundles.indexOf(bundle) + 1;
    return new AuditHead(number, "%064x".formatted(number));
  }

  /** Someone deletes a bundle. */
  public synchronized void loseBundle(String bundle) {
    bundles.remove(bundle);
  }

  /** The deployments that have a bundle. */
  public synchronized List<String> bundles() {
    return List.copyOf(bundles);
  }
}
