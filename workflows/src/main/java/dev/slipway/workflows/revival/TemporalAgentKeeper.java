package dev.slipway.workflows.revival;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Status;
import dev.slipway.workflows.deploy.DeploymentResult;
import dev.slipway.workflows.destroy.DestroyAgentWorkflow;
import dev.slipway.workflows.temporal.SearchAttributes;
import dev.slipway.workflows.turn.AgentKeeper;
import dev.slipway.workflows.turn.AgentNotifier;
import dev.slipway.workflows.turn.Introduction;
import dev.slipway.workflows.turn.TurnEnded;
import dev.slipway.workflows.turn.Waiting;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import org.jspecify.annotations.Nullable;

/** Asks the Temporal server. */
public final class TemporalAgentKeeper implements AgentKeeper {

  private final WorkflowClient client;
  private final AgentCalls agents;

  public TemporalAgentKeeper(WorkflowClient client) {
    this.client = client;
    this.agents = new AgentCalls(client);
  }

  @Override
  public void reportEnd(Introduction agent, TurnEnded ended) {
    // A deployment that was started without an agent has no agent to report to.
    if (agents.latest(agent.agent()).isPresent()) {
      agents.signal(agent, AgentNotifier.ENDED, ended);
    }
  }

  @Override
  public void keepAgent(Introduction agent, Waiting waiting) {
    if (agents.latest(agent.agent()).filter(run -> !knows(run, waiting)).isPresent()) {
      agents.signal(agent, AgentNotifier.WAITS, waiting);
    }
  }

  /** An agent that believes it is running has granted it a turn that was lost. */
  private static boolean knows(WorkflowExecutionInfo run, Waiting waiting) {
    return AgentRuns.runs(run)
        && AgentRuns.known(run)
            .filter(agent -> agent.waiting().contains(waiting.deploymentId()))
            .isPresent();
  }

  @Override
  public @Nullable TurnEnded findEnd(DeploymentId deployment) {
    WorkflowStub workflow = client.newUntypedWorkflowStub(deployment.value());
    try {
      var known = workflow.describe();
      return known.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
          ? null
          : end(deployment, workflow, known);
    } catch (WorkflowNotFoundException forgotten) {
      return new TurnEnded(deployment, Status.CANCELED, null, null, false);
    }
  }

  private static TurnEnded end(
      DeploymentId id, WorkflowStub workflow, WorkflowExecutionDescription known) {
    boolean completed =
        known.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
    if (known.getWorkflowType().equals(DestroyAgentWorkflow.TYPE)) {
      return completed || said(known, Status.SUCCEEDED)
          ? TurnEnded.gone(id)
          : new TurnEnded(id, Status.FAILED, null, null, false);
    }
    if (!completed) {
      return new TurnEnded(id, Status.FAILED, null, null, false);
    }
    @Nullable DeploymentResult live = workflow.getResult(DeploymentResult.class);
    return TurnEnded.succeeded(id, live == null ? null : live.revision());
  }

  /** The status a workflow set itself is final, even if it was canceled too late to matter. */
  private static boolean said(WorkflowExecutionDescription known, Status status) {
    return status.wireName().equals(known.getTypedSearchAttributes().get(SearchAttributes.STATUS));
  }
}
