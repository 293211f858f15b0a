package dev.slipway.workflows.notices;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentType;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentOrder;
import org.jspecify.annotations.Nullable;

/** The deployment that a notice is about. */
public record Subject(
    DeploymentId deploymentId,
    DeploymentType type,
    AgentKey agent,
    String agentName,
    String requestedBy,
    @Nullable String reason,
    @Nullable String projectId,
    @Nullable String version) {
  public Subject {
    // Receivers are told which account it is, not how it is entered.
    agent = agent.by(null);
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
}
