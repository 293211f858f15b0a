package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Requester;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.PackageTerms;
import dev.slipway.workflows.model.QueueTerms;
import dev.slipway.workflows.model.Reuse;
import dev.slipway.workflows.model.TimeLimits;
import dev.slipway.workflows.turn.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request to deploy a revision again; the agent knows that revision's contents. */
public record ReuseOrder(
    DeploymentId id,
    AgentKey agent,
    Reuse reuse,
    QueueTerms terms,
    String requestedBy,
    @Nullable String reason,
    String requestSha256,
    TimeLimits limits,
    @Nullable Requester requester,
    boolean announced,
    @Nullable String traceparent) {

  /**
   * Names no models: the revision ran with them, and a rollback must not wait for Bedrock.
   *
   * @param projectId the agent's
   */
  DeploymentOrder of(Revision source, @Nullable String projectId) {
    return new DeploymentOrder(
        id,
        agent,
        source.spec(),
        source.bundle().archive(),
        null, // the keys are the revision's: this deployment must not remove them
        requestedBy,
        reason,
        projectId,
        null,
        requestSha256,
        limits,
        reuse,
        terms,
        false,
        List.of(),
        PackageTerms.NONE, // it builds nothing
        requester,
        announced,
        traceparent);
  }
}
