package dev.slipway.starter.problems;

import dev.slipway.temporal.TemporalServer;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.temporal.failure.ApplicationFailure;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Explains in plain words what the Temporal server's errors mean for the caller. */
@Component
public final class TemporalErrors {
  private final String target;

  TemporalErrors(TemporalServer server) {
    this.target = server.target();
  }

  /** The problem behind an exception; none when it is not Temporal's. */
  public Optional<ProblemException> explain(Throwable thrown) {
    return statusOf(thrown).map(this::explain);
  }

  /** The gRPC status behind an exception, if there is one. */
  public static Optional<Status> statusOf(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException failure) {
        return Optional.of(failure.getStatus());
      }
      if (cause instanceof StatusException failure) {
        return Optional.of(failure.getStatus());
      }
      if (ranOutBetweenTwoAttempts(cause)) {
        return Optional.of(Status.DEADLINE_EXCEEDED);
      }
    }
    return Optional.empty();
  }

  /** The SDK gives a call's next attempt the time that is left, even if none is. */
  private static boolean ranOutBetweenTwoAttempts(Throwable cause) {
    return cause instanceof IllegalArgumentException
        && Objects.requireNonNullElse(cause.getMessage(), "").startsWith("invalid expiration");
  }

  /** The type that the SDK puts in place of a validator's own. */
  private static final String REFUSED_BY_VALIDATOR =
      "io.temporal.internal.worker.WorkflowExecutionException";

  /**
   * The failure of that type behind an update's exception. What a validator throws keeps its
   * message but not its type; each of ours has one reason to refuse.
   */
  public static Optional<ApplicationFailure> failureOf(Throwable thrown, String type) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure failure
          && (type.equals(failure.getType()) || REFUSED_BY_VALIDATOR.equals(failure.getType()))) {
        return Optional.of(failure);
      }
    }
    return Optional.empty();
  }

  private ProblemException explain(Status status) {
    return switch (status.getCode()) {
      case NOT_FOUND -> ProblemException.notFound("Not found on this server.");
      case RESOURCE_EXHAUSTED ->
          ProblemException.tooManyRequests(
              "Temporal at %s is busy: try again shortly.".formatted(target));
      // No call of ours has a precondition at the server: this one is the connection's own.
      case FAILED_PRECONDITION -> unreadable(status);
      default -> silent();
    };
  }

  private static ProblemException unreadable(Status status) {
    return ProblemException.unavailable(
        Objects.requireNonNullElse(status.getDescription(), "Temporal refused this") + ".");
  }

  /**
   * Temporal does not answer. It may have taken a request whose answer was lost; a deployment's own
   * refusal says so of what would be done twice.
   */
  public ProblemException silent() {
    return ProblemException.unavailable(
        "Temporal does not answer at %s. Try again: nothing is done twice.".formatted(target));
  }
}
