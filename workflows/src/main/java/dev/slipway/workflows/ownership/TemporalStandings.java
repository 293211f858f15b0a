package dev.slipway.workflows.ownership;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Status;
import dev.slipway.workflows.temporal.SearchAttributes;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import java.util.Arrays;

/** Asks the Temporal server. */
public record TemporalStandings(WorkflowClient client) implements Standings {
  @Override
  public Standing of(DeploymentId id) {
    try {
      var known = client.newUntypedWorkflowStub(id.value()).describe();
      return running(known) && !saysThatItEnded(known) ? Standing.OPEN : Standing.CLOSED;
    } catch (WorkflowNotFoundException unknown) {
      return Standing.UNKNOWN;
    }
  }

  private static boolean running(WorkflowExecutionDescription known) {
    return known.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  /** A deployment passes the turn on before its workflow closes, and stores nothing after that. */
  private static boolean saysThatItEnded(WorkflowExecutionDescription known) {
    String status = known.getTypedSearchAttributes().get(SearchAttributes.STATUS);
    return Arrays.stream(Status.values())
        .filter(Status::terminal)
        .anyMatch(end -> end.wireName().equals(status));
  }
}
