package dev.slipway.workflows.steps;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.OfAgent;
import dev.slipway.workflows.model.Outputs;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Reads where the agent can be found. */
@ActivityInterface
public interface FetchOutputs {
  /**
   * The stack to read.
   *
   * @param changeSetId what brought it to its current state; another one means other outputs
   */
  record Input(DeploymentId deploymentId, AgentKey agent, String stackId, String changeSetId)
      implements OfAgent {}

  @ActivityMethod(name = "fetchOutputs")
  Outputs fetchOutputs(Input input);
}
