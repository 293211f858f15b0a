package dev.slipway.workflows.notices;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentType;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.turn.Revision;
import org.jspecify.annotations.Nullable;

/**
 * What a notice is about: a deployment, or an agent.
 *
 * @param deploymentId of an agent the deployment that made it so, or that lacks its bundle
 * @param type absent if an agent has forgotten more of the deployment than its id
 * @param requestedBy absent if the type is
 * @param accountAlias what addresses of pages call the account; absent for the server's own
 */
public record Subject(
    DeploymentId deploymentId,
    @Nullable DeploymentType type,
    AgentKey agent,
    String agentName,
    @Nullable String requestedBy,
    @Nullable String reason,
    @Nullable String projectId,
    @Nullable String version,
    @Nullable String accountAlias) {
  public Subject {
    // Receivers are told which account it is, not how it is entered.
    agent = agent.by(null);
  }

  /** The same by the agent's key, which knows what its account is called. */
  public Subject(
      DeploymentId deploymentId,
      @Nullable DeploymentType type,
      AgentKey agent,
      String agentName,
      @Nullable String requestedBy,
      @Nullable String reason,
      @Nullable String projectId,
      @Nullable String version) {
    this(
        deploymentId,
        type,
        agent,
        agentName,
        requestedBy,
        reason,
        projectId,
        version,
        agent.role() == null ? null : agent.role().alias());
  }

  static Subject of(DeploymentOrder order) {
    return new Subject(
        order.id(),
        DeploymentType.to(order.spec().deploymentType()),
        order.agent(),
        order.spec().functionName().value(),
        order.requestedBy(),
        order.reason(),
        order.projectId(),
        order.version());
  }

  /** An agent, by the revision that is live. */
  public static Subject of(AgentKey agent, String name, @Nullable String project, Revision live) {
    return new Subject(
        live.deploymentId(),
        DeploymentType.to(live.spec().deploymentType()),
        agent,
        name,
        live.requestedBy(),
        live.reason(),
        project,
        null);
  }

  /** An agent, by a deployment of which it remembers no more than that. */
  public static Subject of(
      AgentKey agent, String name, @Nullable String project, DeploymentId deployment) {
    return new Subject(deployment, null, agent, name, null, null, project, null);
  }
}
