package dev.slipway.e2e.bench;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.Status;
import dev.slipway.workflows.agent.Admission;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.agent.AgentWorkflow;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.TimeLimits;
import dev.slipway.workflows.temporal.SearchAttributes;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;

/** Puts orders into agents' queues, as the starter does, but with nothing behind them. */
final class Orders {
  private Orders() {}

  /** False if the agent's queue is full. */
  static boolean admitted(WorkflowClient client, AgentKey agent, String function, String id) {
    AgentWorkflow stub = client.newWorkflowStub(AgentWorkflow.class, options(agent, function));
    var update =
        UpdateOptions.newBuilder(Admission.class)
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build();
    try {
      WorkflowClient.executeUpdateWithStart(
          stub::deploy,
          order(agent, function, id),
          update,
          new WithStartWorkflowOperation<>(stub::live, AgentState.fresh(agent, function)));
      return true;
    } catch (WorkflowUpdateException queueIsFull) {
      return false;
    }
  }

  private static DeploymentOrder order(AgentKey agent, String function, String id) {
    return new DeploymentOrder(
        new DeploymentId(id),
        agent,
        spec(function),
        new ArtifactRef("s3://bucket/code", "ab".repeat(32), 100),
        null,
        "bench",
        "as " + id,
        null,
        null,
        "fingerprint-" + id,
        TimeLimits.usual());
  }

  private static DeploymentSpec spec(String function) {
    var named = DeploymentSpec.named(new FunctionName(function));
    return named.with("smoke_test", null);
  }

  private static WorkflowOptions options(AgentKey agent, String function) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(agent.workflowId())
        .setTaskQueue(TaskQueues.PLAN)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setTypedSearchAttributes(
            SearchAttributes.of(agent, function, Status.RUNNING, "agent", "bench"))
        .build();
  }
}
