package dev.slipway.starter.views;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipway.api.Status;
import dev.slipway.workflows.deploy.Outcome;
import dev.slipway.workflows.failure.FailureClass;
import dev.slipway.workflows.failure.FailureType;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import org.jspecify.annotations.Nullable;

/** Why a deployment failed, is parked or ended early; its view has the evidence. */
public record FailureSummary(
    FailureType type, @JsonProperty("class") FailureClass failureClass, String message) {
  private static FailureSummary of(FailureType type, String message) {
    return new FailureSummary(type, type.failureClass(), message);
  }

  /** What a workflow that was ended from outside could not write itself is known from how. */
  static @Nullable FailureSummary of(WorkflowExecutionInfo info, Status status, Outcome outcome) {
    return switch (info.getStatus()) {
      case WORKFLOW_EXECUTION_STATUS_TERMINATED ->
          of(FailureType.TERMINATED, "An operator ended the workflow by force.");
      case WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
          of(FailureType.STEP_TIMED_OUT, "The deployment took too long.");
      default -> of(status, outcome);
    };
  }

  /** Nothing for one that has gone on since. */
  static @Nullable FailureSummary of(Status status, Outcome outcome) {
    FailureType type = outcome.failure();
    String message = outcome.message();
    return switch (status) {
      case PARKED, COMPENSATING, FAILED, CANCELED ->
          type == null || message == null ? null : of(type, message);
      case QUEUED, RUNNING, AWAITING_APPROVAL, SUCCEEDED, UNKNOWN -> null;
    };
  }
}
