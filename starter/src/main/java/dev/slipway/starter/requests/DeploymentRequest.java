package dev.slipway.starter.requests;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.Requester;
import dev.slipway.api.StackName;
import dev.slipway.policy.Subject;
import dev.slipway.workflows.model.QueueTerms;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as requested: valid, but with code and keys still in it.
 *
 * @param account the alias of the account; whether there is one is not yet known
 */
public record DeploymentRequest(
    @Nullable DeploymentId id,
    String account,
    String region,
    StackName stackName,
    DeploymentSpec spec,
    Source source,
    Map<String, String> apiKeys,
    Requester requester,
    @Nullable String reason,
    @Nullable String projectId,
    @Nullable String version,
    QueueTerms terms,
    boolean planOnly) {

  public DeploymentRequest {
    apiKeys = Map.copyOf(apiKeys);
  }

  /** The caller's idempotency key, if it gave one. */
  public Optional<DeploymentId> givenId() {
    return Optional.ofNullable(id);
  }

  /** What the server's rules judge. */
  public Subject subject() {
    return new Subject(account, region, stackName, spec);
  }

  /** Without code and keys: this may be logged. */
  @Override
  public String toString() {
    return "DeploymentRequest[%s in %s]".formatted(spec.functionName(), region);
  }
}
