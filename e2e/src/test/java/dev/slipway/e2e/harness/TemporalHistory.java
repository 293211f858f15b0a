package dev.slipway.e2e.harness;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/** The Temporal server, as an operator uses it. */
public final class TemporalHistory implements AutoCloseable {
  private static final String NAMESPACE = "default";
  private static final Duration LONGEST_START = Duration.ofMinutes(1);

  private final WorkflowServiceStubs stubs;

  private TemporalHistory(WorkflowServiceStubs stubs) {
    this.stubs = stubs;
  }

  public static TemporalHistory at(String target) {
    return new TemporalHistory(
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build()));
  }

  /** Terminates a workflow, as no one should. */
  public void terminate(String workflowId) {
    WorkflowClient.newInstance(stubs)
        .newUntypedWorkflowStub(workflowId)
        .terminate("an end-to-end test wants to know what happens");
  }

  /** Resets a workflow to its first task, as the button in the Temporal UI does. */
  public void reset(String workflowId) {
    Waiting.until(
        "the first task of " + workflowId, LONGEST_START, () -> firstTask(workflowId).isPresent());
    long firstTask = firstTask(workflowId).orElseThrow();
    stubs
        .blockingStub()
        .resetWorkflowExecution(
            ResetWorkflowExecutionRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                .setWorkflowTaskFinishEventId(firstTask)
                .setRequestId(UUID.randomUUID().toString())
                .setReason("an end-to-end test wants to know what happens")
                .build());
  }

  /** Empty until a worker has completed it: starting a workflow does not wait for that. */
  private OptionalLong firstTask(String workflowId) {
    return WorkflowClient.newInstance(stubs).fetchHistory(workflowId).getEvents().stream()
        .filter(HistoryEvent::hasWorkflowTaskCompletedEventAttributes)
        .mapToLong(HistoryEvent::getEventId)
        .min();
  }

  /** Whether a workflow is running; it must have been started. */
  public boolean runs(String workflowId) {
    return WorkflowClient.newInstance(stubs)
            .newUntypedWorkflowStub(workflowId)
            .describe()
            .getStatus()
        == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  /** Triggers a schedule now; it must exist. */
  public void runSchedule(String id) {
    ScheduleClient.newInstance(stubs).getHandle(id).trigger();
  }

  /** The types of a workflow's activities, in order. */
  public List<String> activitiesOf(String workflowId) {
    return WorkflowClient.newInstance(stubs).fetchHistory(workflowId).getEvents().stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .map(event -> event.getActivityTaskScheduledEventAttributes().getActivityType().getName())
        .toList();
  }

  /** Ids of all workflows there ever were of one type. */
  public List<String> idsOf(String type) {
    return executions().stream()
        .filter(info -> info.getType().getName().equals(type))
        .map(info -> info.getExecution().getWorkflowId())
        .toList();
  }

  /** Everything the server keeps, byte by byte: descriptions and whole histories. */
  public Stream<byte[]> everything() {
    return executions().stream()
        .flatMap(
            info ->
                Stream.concat(
                    Stream.of(info.toByteArray()), history(info.getExecution()).stream()));
  }

  private List<WorkflowExecutionInfo> executions() {
    var all = new ArrayList<WorkflowExecutionInfo>();
    var request = ListWorkflowExecutionsRequest.newBuilder().setNamespace(NAMESPACE);
    while (true) {
      var page = stubs.blockingStub().listWorkflowExecutions(request.build());
      all.addAll(page.getExecutionsList());
      if (page.getNextPageToken().isEmpty()) {
        return all;
      }
      request.setNextPageToken(page.getNextPageToken());
    }
  }

  private List<byte[]> history(WorkflowExecution execution) {
    var pages = new ArrayList<byte[]>();
    var request =
        GetWorkflowExecutionHistoryRequest.newBuilder()
            .setNamespace(NAMESPACE)
            .setExecution(execution);
    while (true) {
      var page = stubs.blockingStub().getWorkflowExecutionHistory(request.build());
      pages.add(page.getHistory().toByteArray());
      if (page.getNextPageToken().isEmpty()) {
        return pages;
      }
      request.setNextPageToken(page.getNextPageToken());
    }
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}
