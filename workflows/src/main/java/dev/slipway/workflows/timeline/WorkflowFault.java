package dev.slipway.workflows.timeline;

import dev.slipway.workflows.model.Finding;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a workflow's own code fails. Temporal repeats it until it succeeds, and no step fails
 * meanwhile; only the first failure is in the history.
 */
final class WorkflowFault {
  /** The other causes are part of how Temporal works, such as a reset. */
  private static final Set<WorkflowTaskFailedCause> OWN =
      Set.of(
          WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE,
          WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR);

  private @Nullable String why;

  /** Takes any event; what counts is how workflow tasks end. */
  void read(HistoryEvent event) {
    var failed = event.getWorkflowTaskFailedEventAttributes();
    if (event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED) {
      why = null;
    } else if (OWN.contains(failed.getCause())) {
      why = failed.getFailure().getMessage();
    }
  }

  Optional<Finding> warning() {
    return Optional.ofNullable(why)
        .map(
            reason ->
                new Finding(
                    "workflow_stuck",
                    null,
                    null,
                    "Slipway's own workflow code fails, and is tried again until it goes on: "
                        + reason,
                    "see Recovery in the operating guide"));
  }
}
