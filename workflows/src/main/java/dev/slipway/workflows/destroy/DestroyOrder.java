package dev.slipway.workflows.destroy;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Requester;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.TimeLimits;
import dev.slipway.workflows.model.Traced;
import org.jspecify.annotations.Nullable;

/**
 * One request to take an agent down.
 *
 * @param limits how long it may wait for its turn
 * @param requester who asked for it, as proven; absent when nobody did
 * @param announced whether there may be receivers of notices
 * @param traceparent its place in a trace; absent in none
 */
public record DestroyOrder(
    DeploymentId id,
    AgentKey agent,
    String requestedBy,
    @Nullable String reason,
    TimeLimits limits,
    @Nullable Requester requester,
    boolean announced,
    @Nullable String traceparent)
    implements Traced {
  /** The order of a preview, which takes nothing down. */
  public static DestroyOrder preview(DeploymentId id, AgentKey agent, String requestedBy) {
    return new DestroyOrder(id, agent, requestedBy, null, TimeLimits.usual(), null, false, null);
  }
}
