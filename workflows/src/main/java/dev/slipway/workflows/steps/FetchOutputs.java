package dev.slipway.workflows.steps;

import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.model.Outputs;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Reads where the agent can be found. */
@ActivityInterface
public interface FetchOutputs {
  /**
   * The stack to read.
   *
   * @param stackStatus how the deploy left it; another value here means another deploy
   */
  record Input(DeploymentId deploymentId, AgentKey agent, String stackId, String stackStatus) {}

  @ActivityMethod(name = "fetchOutputs")
  Outputs fetchOutputs(Input input);
}
