package dev.slipway.workflows.failure;

import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.List;

/** Extracts an explained failure from what Temporal throws. */
public final class Failures {
  private Failures() {}

  /** Explains any failure Temporal reports; never guesses: unknown ones are Unexpected. */
  public static Failure explain(TemporalFailure thrown) {
    return switch (rootOf(thrown)) {
      case ApplicationFailure failure -> explain(failure);
      case CanceledFailure ignored ->
          Failure.of(FailureType.CANCELLED, "The deployment was canceled.");
      case TimeoutFailure timeout -> explain(timeout);
      default -> Failure.of(FailureType.UNEXPECTED, messageOf(thrown));
    };
  }

  private static Failure explain(ApplicationFailure failure) {
    if (failure.getDetails() != null && failure.getDetails().getSize() > 0) {
      return failure.getDetails().get(0, Failure.class);
    }
    return new Failure(
        FailureType.of(failure.getType()),
        failure.getOriginalMessage() == null ? failure.getType() : failure.getOriginalMessage(),
        List.of(),
        FailureType.of(failure.getType()).nextAction());
  }

  private static Failure explain(TimeoutFailure timeout) {
    if (timeout.getCause() instanceof ApplicationFailure last) {
      return explain(last);
    }
    return timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_HEARTBEAT
            || timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START
        ? Failure.of(FailureType.WORKER_LOST, "No heartbeat in time.")
        : Failure.of(FailureType.STEP_TIMED_OUT, "The step did not end in time.");
  }

  private static Throwable rootOf(TemporalFailure thrown) {
    Throwable current = thrown;
    while ((current instanceof ActivityFailure || current instanceof ChildWorkflowFailure)
        && current.getCause() != null) {
      current = current.getCause();
    }
    return current;
  }

  private static String messageOf(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
  }
}
