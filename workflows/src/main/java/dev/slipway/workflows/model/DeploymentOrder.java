package dev.slipway.workflows.model;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.Requester;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request to deploy, as passed between processes: references only, no code and no keys.
 *
 * @param code what the caller sent; if a revision is reused, that revision's frozen source
 * @param requestSha256 fingerprint of the whole request; distinguishes a repetition from a conflict
 * @param limits how long it may take
 * @param reuse what is deployed again; absent when code is built
 * @param terms its queue policy and window
 * @param planOnly whether it ends with the plan and leaves nothing behind
 * @param models the Bedrock models that the code names, as far as preflight can ask about them
 * @param requester who asked for it, as proven; absent in an order of an older version
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
    TimeLimits limits,
    @Nullable Reuse reuse,
    QueueTerms terms,
    boolean planOnly,
    List<String> models,
    @Nullable Requester requester) {
  public DeploymentOrder {
    models = models == null ? List.of() : models; // an order of an older version has none
  }

  /** A request that builds code and waits for its turn like any other. */
  public DeploymentOrder(
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
      TimeLimits limits) {
    this(
        id,
        agent,
        spec,
        code,
        secret,
        requestedBy,
        reason,
        projectId,
        version,
        requestSha256,
        limits,
        null,
        QueueTerms.DEFAULT,
        false,
        List.of(),
        null);
  }

  /** Another spec or other code, whose models no one has looked for. */
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
        limits,
        reuse,
        terms,
        planOnly,
        newCode.equals(code) ? models : List.of(),
        requester);
  }
}
