package dev.slipway.workflows.turn;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Status;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.temporal.TimedWait;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A deployment's channel to its agent, which may be gone. What it reports has already happened, so
 * it is sent even if the deployment is canceled.
 */
public final class AgentNotifier {
  /** The agent's signal for an end. */
  public static final String ENDED = "ended";

  /** The agent's signal for a waiting deployment. */
  public static final String WAITS = "waits";

  private final Introduction agent;
  private final DeploymentId deployment;

  public AgentNotifier(Introduction agent, DeploymentId deployment) {
    this.agent = agent;
    this.deployment = deployment;
  }

  /**
   * Waits for a turn, and checks now and then whether the agent exists and knows of the deployment.
   *
   * @return whether the turn came in time
   */
  public boolean awaitTurn(Waiting waiting, Duration longest, Supplier<Boolean> granted) {
    long end = Workflow.currentTimeMillis() + longest.toMillis();
    var backoff = Backoff.ofNeed();
    while (Workflow.currentTimeMillis() < end) {
      long left = end - Workflow.currentTimeMillis();
      if (TimedWait.await(Duration.ofMillis(Math.min(left, backoff.next().toMillis())), granted)) {
        return true;
      }
      lookAfterAgent(waiting);
    }
    return granted.get();
  }

  /** A check is never canceled: it is short, and a cancellation takes effect after it. */
  private void lookAfterAgent(Waiting waiting) {
    Workflow.newDetachedCancellationScope(
            () -> {
              try {
                AgentKeeper.once("Checking on the agent").keepAgent(agent, waiting);
              } catch (ActivityFailure nextLookMaySucceed) {
                return;
              }
            })
        .run();
  }

  /** Notifies the agent how this deployment ended. */
  public void ended(Status status, @Nullable Revision revision) {
    send(new TurnEnded(deployment, status, revision, null, false));
  }

  /** Notifies the agent that nothing went live, and where the restored one answers. */
  public void takenBack(Status status, @Nullable Outputs liveAgain) {
    send(new TurnEnded(deployment, status, null, liveAgain, false));
  }

  /** Notifies the agent that it was taken down. */
  public void gone() {
    send(TurnEnded.gone(deployment));
  }

  private void send(TurnEnded ended) {
    Workflow.newDetachedCancellationScope(() -> signal(ended)).run();
  }

  private void signal(TurnEnded ended) {
    try {
      Workflow.newUntypedExternalWorkflowStub(agent.agent().workflowId()).signal(ENDED, ended);
    } catch (TemporalFailure agentIsGone) {
      AgentKeeper.persistent("Restarting the agent").reportEnd(agent, ended);
    }
  }
}
