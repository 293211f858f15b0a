package dev.slipway.workflows.scenarios.cloud;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.StackName;
import dev.slipway.workflows.model.SecretRef;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Keys by ARN, each tagged with its agent and the deployment that brought it. */
public final class Secrets {
  /** One secret. */
  public record Secret(
      String arn, StackName stack, String deployment, String value, Instant storedAt) {}

  private final Map<String, Secret> secrets = new ConcurrentHashMap<>();
  private final InstantSource clock;

  Secrets(InstantSource clock) {
    this.clock = clock;
  }

  public SecretRef store(StackName stack, DeploymentId deployment, String value) {
    String arn = "arn:secret:" + deployment;
    secrets.put(arn, new Secret(arn, stack, deployment.value(), value, clock.instant()));
    return new SecretRef(arn, "v1", List.of("OPENAI_API_KEY"));
  }

  public Optional<Secret> find(String arn) {
    return Optional.ofNullable(secrets.get(arn));
  }

  public List<Secret> of(StackName stack) {
    return secrets.values().stream().filter(secret -> secret.stack().equals(stack)).toList();
  }

  public boolean delete(String arn) {
    return secrets.remove(arn) != null;
  }

  public SortedSet<String> arns() {
    return new TreeSet<>(secrets.keySet());
  }
}
