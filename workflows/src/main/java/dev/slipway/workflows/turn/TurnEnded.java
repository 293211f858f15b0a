package dev.slipway.workflows.turn;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Status;
import dev.slipway.workflows.model.Outputs;
import org.jspecify.annotations.Nullable;

/**
 * Tells the agent that a deployment has ended.
 *
 * @param revision what went live; absent when nothing did
 * @param liveAgain where the agent is after this deployment was undone: a restored stack publishes
 *     its version again and may get another address; absent if it never moved
 * @param agentGone whether the agent was taken down
 */
public record TurnEnded(
    DeploymentId deploymentId,
    Status status,
    @Nullable Revision revision,
    @Nullable Outputs liveAgain,
    boolean agentGone) {

  /** A deployment is live, or was planned and has no revision. */
  public static TurnEnded succeeded(DeploymentId id, @Nullable Revision revision) {
    return new TurnEnded(id, Status.SUCCEEDED, revision, null, false);
  }

  /** The agent was taken down. */
  public static TurnEnded gone(DeploymentId id) {
    return new TurnEnded(id, Status.SUCCEEDED, null, null, true);
  }
}
