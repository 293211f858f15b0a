package dev.slipway.workflows.turn;

import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an agent and its deployments need to know of each other when their signals can't reach: an
 * agent may be terminated, and so may a deployment.
 */
@ActivityInterface
public interface AgentKeeper {
  /** Reports an end to the agent; an agent that is gone goes on from what it knew at its end. */
  @ActivityMethod(name = "reportEnd")
  void reportEnd(Introduction agent, TurnEnded ended);

  /** Brings an agent back that is gone, and tells one that does not know it who waits. */
  @ActivityMethod(name = "keepAgent")
  void keepAgent(Introduction agent, Waiting waiting);

  /** How a deployment has ended; nothing while it runs. */
  @ActivityMethod(name = "findEnd")
  @Nullable TurnEnded findEnd(DeploymentId deployment);

  /** A keeper that tries until Temporal answers. */
  static AgentKeeper persistent(String summary) {
    return stub(
        options(summary)
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofSeconds(5))
                    .setMaximumInterval(Duration.ofMinutes(2))
                    .build()));
  }

  /** A keeper that tries once, for whoever looks again after a pause. */
  static AgentKeeper once(String summary) {
    return stub(
        options(summary)
            // Whoever waits for the answer waits no longer, even if no worker is up.
            .setScheduleToCloseTimeout(Duration.ofMinutes(1))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build()));
  }

  private static ActivityOptions.Builder options(String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.CLOUD)
        // One or two calls of Temporal.
        .setStartToCloseTimeout(Duration.ofSeconds(30))
        .setSummary(summary);
  }

  private static AgentKeeper stub(ActivityOptions.Builder options) {
    return Workflow.newActivityStub(AgentKeeper.class, options.build());
  }
}
