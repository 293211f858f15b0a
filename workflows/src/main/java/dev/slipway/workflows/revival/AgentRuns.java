package dev.slipway.workflows.revival;

import dev.slipway.api.Status;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.temporal.Payloads;
import dev.slipway.workflows.temporal.SearchAttributes;
import dev.slipway.workflows.temporal.TaskQueues;
import dev.slipway.workflows.turn.Introduction;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowOptions;
import java.util.Optional;

/** The runs of an agent's workflow: how to start one, and what state one left. */
public final class AgentRuns {
  /** The workflow type of agents. */
  public static final String TYPE = "AgentWorkflow";

  private AgentRuns() {}

  /** How to start an agent that is not running. */
  static WorkflowOptions options(Introduction of) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(of.agent().workflowId())
        .setTaskQueue(TaskQueues.PLAN)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setTypedSearchAttributes(
            SearchAttributes.of(of.agent(), of.name(), Status.RUNNING, "agent", of.requestedBy()))
        .setStaticSummary("Agent %s in %s".formatted(of.name(), of.agent().label()))
        .build();
  }

  /** The initial state of an agent that starts for the first time or after its last run. */
  static AgentState begin(Introduction of, Optional<WorkflowExecutionInfo> last) {
    return last.flatMap(AgentRuns::known).orElseGet(() -> AgentState.fresh(of.agent(), of.name()));
  }

  public static boolean runs(WorkflowExecutionInfo run) {
    return run.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  /**
   * What a running agent knows, or one that was stopped from outside: terminated, timed out. One
   * that ended on its own had nothing left to know; what follows is another agent of that name.
   */
  public static Optional<AgentState> known(WorkflowExecutionInfo run) {
    return run.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED
        ? Optional.empty()
        : Optional.ofNullable(run.getMemo().getFieldsMap().get(AgentState.MEMO))
            .map(
                memo -> Payloads.converter().fromPayload(memo, AgentState.class, AgentState.class));
  }
}
