package dev.slipway.activities.deploy;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.steps.Shipment;

/** What the stacks of one target look like. */
@FunctionalInterface
public interface PlannedStacks {
  /** The stack that a shipment asks for; the same shipment always results in the same stack. */
  PlannedStack of(AgentKey agent, DeploymentId deployment, Shipment shipment);
}
