package dev.slipway.workflows.steps;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.SmokeCheck;
import dev.slipway.api.Target;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.OfAgent;
import dev.slipway.workflows.model.OnTarget;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.RuntimeOutputs;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;

/** Calls the deployed agent once and checks the answer. */
@ActivityInterface
public interface SmokeTest {
  /**
   * What to send, and to which agent.
   *
   * @param timeout how long the function may take
   */
  record Input(
      DeploymentId deploymentId,
      AgentKey agent,
      Outputs outputs,
      SmokeCheck check,
      Duration timeout)
      implements OfAgent, OnTarget {
    @Override
    public Target target() {
      return switch (outputs) {
        case FunctionOutputs _ -> Target.LAMBDA;
        case RuntimeOutputs _ -> Target.AGENTCORE;
      };
    }
  }

  /** The proof: the handler's status and the beginning of its answer. */
  record Proof(int statusCode, Duration took, String answerStart) {}

  /** Fails with AgentFailed, AgentTimedOut or AgentAnswerUnexpected. */
  @ActivityMethod(name = "smokeTest")
  Proof smokeTest(Input input);
}
