package dev.slipway.e2e.production;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Who worked on a workflow, in the order in which they began.
 *
 * @param builds the builds that did its workflow tasks
 * @param workers the processes that did those and its activities
 */
record WorkedOn(Set<String> builds, Set<String> workers) {
  static WorkedOn find(String target, String namespace, String workflow) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    try {
      var found = new WorkedOn(new LinkedHashSet<>(), new LinkedHashSet<>());
      // One page has a thousand events; these workflows have some hundred.
      stubs
          .blockingStub()
          .getWorkflowExecutionHistory(
              GetWorkflowExecutionHistoryRequest.newBuilder()
                  .setNamespace(namespace)
                  .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflow))
                  .build())
          .getHistory()
          .getEventsList()
          .forEach(found::add);
      return found;
    } finally {
      stubs.shutdownNow();
    }
  }

  private void add(HistoryEvent event) {
    if (event.hasWorkflowTaskCompletedEventAttributes()) {
      var task = event.getWorkflowTaskCompletedEventAttributes();
      builds.add(task.getDeploymentVersion().getBuildId());
      workers.add(task.getIdentity());
    } else if (event.hasActivityTaskStartedEventAttributes()) {
      workers.add(event.getActivityTaskStartedEventAttributes().getIdentity());
    }
  }
}
