package dev.slipway.workflows.turn;

import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.Status;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A deployment's line to its agent, which may be gone. What it reports has happened, so a
 * cancellation of the deployment does not keep it from being sent.
 */
public final class AgentLine {
  /** The agent's signal for an end. */
  public static final String ENDED = "ended";

  /** The agent's signal for a deployment that waits. */
  public static final String WAITS = "waits";

  /** Most turns come at once; a deployment that waits longer looks after its agent. */
  private static final Duration SOON = Duration.ofMinutes(1);

  private final Introduction agent;
  private final DeploymentId deployment;

  public AgentLine(Introduction agent, DeploymentId deployment) {
    this.agent = agent;
    this.deployment = deployment;
  }

  /**
   * Waits for a turn; an agent that is gone is brought back meanwhile.
   *
   * @return whether the turn came in time
   */
  public boolean awaitTurn(Waiting waiting, Duration longest, Supplier<Boolean> granted) {
    Duration soon = longest.compareTo(SOON) < 0 ? longest : SOON;
    if (Workflow.await(soon, granted)) {
      return true;
    }
    var keeper = AgentKeeper.stub("Looking after the agent");
    CancellationScope keeping =
        Workflow.newCancellationScope(() -> Async.procedure(keeper::keepAgent, agent, waiting));
    keeping.run();
    try {
      return Workflow.await(longest.minus(soon), granted);
    } finally {
      keeping.cancel();
    }
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
      AgentKeeper.stub("Bringing the agent back").reportEnd(agent, ended);
    }
  }
}
