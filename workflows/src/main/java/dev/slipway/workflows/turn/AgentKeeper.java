package dev.slipway.workflows.turn;

import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * What an agent and its deployments need to know of each other when their signals can't reach: an
 * agent may be terminated, and so may a deployment.
 */
@ActivityInterface
public interface AgentKeeper {
  /**
   * Failure type of an attempt that found nothing new. The server makes the next attempt, so that a
   * wait of days is one activity and its history does not grow.
   */
  String UNCHANGED = "Unchanged";

  /** Reports an end to the agent; an agent that is gone goes on from what it knew at its end. */
  @ActivityMethod(name = "reportEnd")
  void reportEnd(Introduction agent, TurnEnded ended);

  /** Never returns: brings the agent back whenever it is gone, and says that a deployment waits. */
  @ActivityMethod(name = "keepAgent")
  void keepAgent(Introduction agent, Waiting waiting);

  /** Returns how a deployment ended, once it has. */
  @ActivityMethod(name = "awaitEnd")
  TurnEnded awaitEnd(DeploymentId deployment);

  /** The keeper, for a workflow. */
  static AgentKeeper stub(String summary) {
    return Workflow.newActivityStub(
        AgentKeeper.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.CLOUD)
            // One or two calls of Temporal.
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofSeconds(5))
                    // As long as anything may go unnoticed.
                    .setMaximumInterval(Duration.ofMinutes(2))
                    .build())
            .setSummary(summary)
            .build());
  }
}
