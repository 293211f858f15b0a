package dev.slipway.workflows.steps;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.OfAgent;
import dev.slipway.workflows.model.RuntimeOutputs;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;

/** Lets callers reach a version that has passed its smoke test. */
@ActivityInterface
public interface GoLive {
  /** AWS takes a minute to make, move or delete an endpoint; ten times as long is no delay. */
  Duration LONGEST_WAIT = Duration.ofMinutes(10);

  /** The version, under the endpoint where it was tested. */
  record Input(DeploymentId deploymentId, AgentKey agent, RuntimeOutputs tested)
      implements OfAgent {}

  /**
   * Moves the endpoint {@code live} and reads it back. Fails with LiveMismatch if it serves another
   * version then.
   */
  @ActivityMethod(name = "goLive")
  RuntimeOutputs goLive(Input input);
}
