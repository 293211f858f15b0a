package dev.slipway.workflows.steps;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Target;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.OfAgent;
import dev.slipway.workflows.model.OnTarget;
import dev.slipway.workflows.model.Outputs;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** Reads where the agent can be found. */
@ActivityInterface
public interface FetchOutputs {
  /**
   * The stack to read.
   *
   * @param changeSetId what brought it to its current state; another one means other outputs
   * @param released what was released after the stack; absent if the stack is all there is
   */
  record Input(
      DeploymentId deploymentId,
      AgentKey agent,
      String stackId,
      String changeSetId,
      @Nullable Released released)
      implements OfAgent, OnTarget {
    @Override
    public Target target() {
      return released == null ? Target.LAMBDA : Target.AGENTCORE;
    }
  }

  /** A version of an AgentCore runtime, and the endpoint under which it answers. */
  record Released(String runtimeId, String version, String endpoint) {}

  @ActivityMethod(name = "fetchOutputs")
  Outputs fetchOutputs(Input input);
}
