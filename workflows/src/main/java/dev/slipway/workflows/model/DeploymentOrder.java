package dev.slipway.workflows.model;

import org.jspecify.annotations.Nullable;

/**
 * One request to deploy, as it travels: references only, no code and no keys.
 *
 * @param requestSha256 fingerprint of the whole request; tells a repetition from a conflict
 * @param limits how long it may take; what held before there were settings when absent
 */
public record DeploymentOrder(
    DeploymentId id,
    AgentKey agent,
    DeploymentSpec spec,
    ArtifactRef code,
    @Nullable SecretRef secret,
    String requestedBy,
    @Nullable String reason,
    @Nullable String projectId,
    @Nullable String version,
    String requestSha256,
    @Nullable TimeLimits limits) {

  public DeploymentOrder with(DeploymentSpec newSpec, ArtifactRef newCode) {
    return new DeploymentOrder(
        id,
        agent,
        newSpec,
        newCode,
        secret,
        requestedBy,
        reason,
        projectId,
        version,
        requestSha256,
        limits);
  }
}
