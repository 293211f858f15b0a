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
 * @param agentName the function name people know the agent by; absent until the agent admits it
 * @param projectId the project that the agent was deployed for; absent for none
 */
public record DestroyOrder(
    DeploymentId id,
    AgentKey agent,
    String requestedBy,
    @Nullable String reason,
    TimeLimits limits,
    @Nullable Requester requester,
    boolean announced,
    @Nullable String traceparent,
    @Nullable String agentName,
    @Nullable String projectId)
    implements Traced {
  /** One as it is requested. */
  public DestroyOrder(
      DeploymentId id,
      AgentKey agent,
      String requestedBy,
      @Nullable String reason,
      TimeLimits limits,
      @Nullable Requester requester,
      boolean announced,
      @Nullable String traceparent) {
    this(id, agent, requestedBy, reason, limits, requester, announced, traceparent, null, null);
  }

  /** The same, with what its agent knows of itself. */
  public DestroyOrder of(String name, @Nullable String project) {
    return new DestroyOrder(
        id, agent, requestedBy, reason, limits, requester, announced, traceparent, name, project);
  }
}
