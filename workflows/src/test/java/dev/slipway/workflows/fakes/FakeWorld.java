package dev.slipway.workflows.fakes;

import dev.slipway.workflows.audit.AuditHead;
import dev.slipway.workflows.model.DeploymentId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What exists outside: a handful of names, and every operation on the stack that was begun. */
public final class FakeWorld {
  private final Map<String, Instant> resources = new ConcurrentHashMap<>();
  private final Set<String> stackOperations = ConcurrentHashMap.newKeySet();
  private final Set<String> broughtBack = ConcurrentHashMap.newKeySet();
  private final List<String> audited = new ArrayList<>();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  private final List<String> consents = Collections.synchronizedList(new ArrayList<>());

  private final InstantSource clock;
  private volatile String memory = "256";

  FakeWorld(InstantSource clock) {
    this.clock = clock;
  }

  /** Somebody else changes the stack. */
  public void changeMemory(String megabytes) {
    memory = megabytes;
  }

  String memory() {
    return memory;
  }

  public void create(String resource) {
    resources.put(resource, clock.instant());
  }

  public boolean delete(String resource) {
    return resources.remove(resource) != null;
  }

  public boolean exists(String resource) {
    return resources.containsKey(resource);
  }

  /** What begins with the prefix, by the rest of its name, and when it was stored. */
  Map<String, Instant> below(String prefix) {
    Map<String, Instant> found = new TreeMap<>();
    resources.forEach(
        (name, storedAt) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), storedAt);
          }
        });
    return found;
  }

  Instant now() {
    return clock.instant();
  }

  /** Everything there is, sorted. */
  public Set<String> resources() {
    return new TreeSet<>(resources.keySet());
  }

  /** Begins an operation once; a repetition with the same token attaches to it. */
  public boolean begin(String token) {
    return stackOperations.add(token);
  }

  /** Every operation publishes a version; the last one answers. */
  String version() {
    return String.valueOf(stackOperations.size() + broughtBack.size());
  }

  /** Takes back a deployment's operations with one more, once; says whether there were any. */
  boolean bringBack(DeploymentId id) {
    var changeSet = "slipway-" + id;
    if (stackOperations.stream().noneMatch(token -> token.startsWith(changeSet + "-"))) {
      return false;
    }
    broughtBack.add(changeSet);
    return true;
  }

  public int stackOperations() {
    return stackOperations.size();
  }

  /** Appends to the chain, once for each deployment. */
  synchronized AuditHead audit(DeploymentId id) {
    if (!audited.contains(id.value())) {
      audited.add(id.value());
    }
    return new AuditHead(audited.size(), "%064x".formatted(audited.size()));
  }

  /** The deployments that have a bundle, in the order of their bundles. */
  public synchronized List<String> audited() {
    return List.copyOf(audited);
  }

  void called(String activity) {
    calls.add(activity);
  }

  void consented(String activity, @Nullable List<String> skipped) {
    if (skipped != null) {
      consents.add(activity + " " + skipped);
    }
  }

  /** The activities that were given somebody's consent to skip resources, in order. */
  public List<String> consents() {
    return List.copyOf(consents);
  }

  /** The activities that were called, in order, attempts included. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  public long calls(String activity) {
    return calls().stream().filter(activity::equals).count();
  }
}
