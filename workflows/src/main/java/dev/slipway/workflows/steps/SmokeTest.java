package dev.slipway.workflows.steps;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.SmokeCheck;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.OfAgent;
import dev.slipway.workflows.model.Outputs;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;

/** Calls the live agent once and checks the answer. */
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
      implements OfAgent {}

  /** The proof: the handler's status and the beginning of its answer. */
  record Proof(int statusCode, Duration took, String answerStart) {}

  /** Fails with AgentFailed, AgentTimedOut or AgentAnswerUnexpected. */
  @ActivityMethod(name = "smokeTest")
  Proof smokeTest(Input input);
}
