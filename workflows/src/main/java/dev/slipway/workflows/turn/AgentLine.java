package dev.slipway.workflows.turn;

import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.Status;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * A deployment's line to its agent, which may be gone. What it reports has happened, so a
 * cancellation of the deployment does not keep it from being sent.
 */
public final class AgentLine {
  /** The agent's signal for it. */
  public static final String ENDED = "ended";

  private final AgentKey agent;
  private final DeploymentId deployment;

  public AgentLine(AgentKey agent, DeploymentId deployment) {
    this.agent = agent;
    this.deployment = deployment;
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
      Workflow.newUntypedExternalWorkflowStub(agent.workflowId()).signal(ENDED, ended);
    } catch (TemporalFailure agentIsGone) {
      Workflow.getLogger(AgentLine.class)
          .warn("Agent {} could not be told that {} ended", agent.workflowId(), deployment);
    }
  }
}
