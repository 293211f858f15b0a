package dev.slipway.workflows.turn;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an agent and its deployments need to know about each other when their signals can't get
 * through: an agent may be terminated, and so may a deployment.
 */
@ActivityInterface
public interface AgentKeeper {
  /** Reports an end to the agent; an agent that is gone resumes from what it last knew. */
  @ActivityMethod(name = "reportEnd")
  void reportEnd(Introduction agent, TurnEnded ended);

  /** Restarts an agent that is gone, and tells it what is waiting if it does not know. */
  @ActivityMethod(name = "keepAgent")
  void keepAgent(Introduction agent, Waiting waiting);

  /** How a deployment has ended; null while it runs. */
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

  /** A keeper that tries once, for callers that check again after a pause. */
  static AgentKeeper once(String summary) {
    return stub(
        options(summary)
            // The caller waits no longer than this, even if no worker is up.
            .setScheduleToCloseTimeout(Duration.ofMinutes(1))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build()));
  }

  private static ActivityOptions.Builder options(String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.CLOUD)
        // One or two calls to Temporal.
        .setStartToCloseTimeout(Duration.ofSeconds(30))
        .setSummary(summary);
  }

  private static AgentKeeper stub(ActivityOptions.Builder options) {
    return Workflow.newActivityStub(AgentKeeper.class, options.build());
  }
}
