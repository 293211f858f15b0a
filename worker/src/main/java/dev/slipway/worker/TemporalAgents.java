package dev.slipway.worker;

import dev.slipway.activities.drift.LiveAgents;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.drift.CheckDriftWorkflow;
import dev.slipway.workflows.drift.DriftSchedules;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.revival.AgentRuns;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DeleteScheduleRequest;
import io.temporal.api.workflowservice.v1.DescribeScheduleRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What Temporal itself knows about agents: their memos and their schedules. */
final class TemporalAgents implements LiveAgents, DriftSchedules {
  /** A healthy server answers in milliseconds; otherwise the step is retried. */
  private static final long CALL_SECONDS = 5;

  private final WorkflowClient client;

  TemporalAgents(WorkflowClient client) {
    this.client = client;
  }

  @Override
  public Optional<AgentState> find(AgentKey agent) {
    var request =
        DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(namespace())
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(agent.workflowId()))
            .build();
    return present(() -> calls().describeWorkflowExecution(request).getWorkflowExecutionInfo())
        .flatMap(AgentRuns::known);
  }

  @Override
  public boolean exists(AgentKey agent) {
    var request =
        DescribeScheduleRequest.newBuilder()
            .setNamespace(namespace())
            .setScheduleId(CheckDriftWorkflow.id(agent))
            .build();
    return present(() -> calls().describeSchedule(request)).isPresent();
  }

  @Override
  public boolean remove(AgentKey agent) {
    var request =
        DeleteScheduleRequest.newBuilder()
            .setNamespace(namespace())
            .setScheduleId(CheckDriftWorkflow.id(agent))
            .build();
    return exists(agent) && present(() -> calls().deleteSchedule(request)).isPresent();
  }

  private static <T> Optional<T> present(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (StatusRuntimeException failed) {
      if (failed.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  private String namespace() {
    return client.getOptions().getNamespace();
  }

  private WorkflowServiceBlockingStub calls() {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }
}
