package dev.slipway.workflows.turn;

import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.Status;
import dev.slipway.workflows.temporal.TimedWait;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A deployment's line to its agent, which may be gone. What it reports has happened, so a
 * cancellation of the deployment does not keep it from being sent.
 */
public final class AgentNotifier {
  /** The agent's signal for an end. */
  public static final String ENDED = "ended";

  /** The agent's signal for a deployment that waits. */
  public static final String WAITS = "waits";

  private final Introduction agent;
  private final DeploymentId deployment;

  public AgentNotifier(Introduction agent, DeploymentId deployment) {
    this.agent = agent;
    this.deployment = deployment;
  }

  /**
   * Waits for a turn, and looks now and then whether the agent is there and knows of it.
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

  /** A look is never canceled: it is over at once, and a cancellation is noticed after it. */
  private void lookAfterAgent(Waiting waiting) {
    Workflow.newDetachedCancellationScope(
            () -> {
              try {
                AgentKeeper.once("Looking after the agent").keepAgent(agent, waiting);
              } catch (ActivityFailure nextLookMaySucceed) {
                return;
              }
            })
        .run();
  }

  /** Tells the agent how this deployment ended. */
  public void ended(Status status, @Nullable Revision revision) {
    send(new TurnEnded(deployment, status, revision, null, false));
  }

  /** Tells the agent that nothing went live, and where the one is that answers again. */
  public void takenBack(Status status, @Nullable Outputs liveAgain) {
    send(new TurnEnded(deployment, status, null, liveAgain, false));
  }

  /** Tells the agent that it was taken down. */
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
      AgentKeeper.persistent("Bringing the agent back").reportEnd(agent, ended);
    }
  }
}
