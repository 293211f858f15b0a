package dev.slipway.workflows.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowTaskFailedEventAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A workflow whose code fails makes no step fail; its view says so all the same. */
class WorkflowFaultTest {
  private final WorkflowFault fault = new WorkflowFault();

  @ParameterizedTest
  @EnumSource(
      value = WorkflowTaskFailedCause.class,
      names = {
        "WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE",
        "WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR"
      })
  void itsOwnFault_isAWarningUntilItGoesOn(WorkflowTaskFailedCause cause) {
    fault.read(failed(cause));

    assertThat(fault.warning())
        .hasValueSatisfying(
            warning -> {
              assertThat(warning.code()).isEqualTo("workflow_stuck");
              assertThat(warning.message()).contains("an unexpected command");
              assertThat(warning.hint()).contains("operating guide");
            });

    fault.read(event(EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED).build());
    assertThat(fault.warning()).isNotEmpty();
    fault.read(event(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED).build());
    assertThat(fault.warning()).isEmpty();
  }

  @Test
  void aReset_isNoFault() {
    fault.read(failed(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_RESET_WORKFLOW));

    assertThat(fault.warning()).isEmpty();
  }

  private static HistoryEvent failed(WorkflowTaskFailedCause cause) {
    return event(EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
        .setWorkflowTaskFailedEventAttributes(
            WorkflowTaskFailedEventAttributes.newBuilder()
                .setCause(cause)
                .setFailure(Failure.newBuilder().setMessage("an unexpected command")))
        .build();
  }

  private static HistoryEvent.Builder event(EventType type) {
    return HistoryEvent.newBuilder().setEventId(7).setEventType(type);
  }
}
