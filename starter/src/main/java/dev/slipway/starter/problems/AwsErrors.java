package dev.slipway.starter.problems;

import dev.slipway.storage.aws.AwsFailures;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureClass;
import dev.slipway.workflows.failure.FailureType;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Explains in plain words what AWS's errors mean for the caller. */
final class AwsErrors {
  private AwsErrors() {}

  /** The problem behind an exception; none when it is not AWS's. */
  static Optional<ProblemException> explain(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SdkException failure) {
        return Optional.of(explain(failure));
      }
    }
    return Optional.empty();
  }

  private static ProblemException explain(SdkException thrown) {
    Failure failure = AwsFailures.explain(thrown);
    FailureClass kind = failure.type().failureClass();
    String remedy =
        failure.type() == FailureType.ROLE_NOT_ASSUMED ? " " + failure.nextAction() : "";
    String sentence = failure.message() + remedy;
    return switch (kind) {
      case AWS_TRANSIENT -> ProblemException.unavailable(sentence + " Try again.");
      case PERMISSION, QUOTA, USER_CODE, DEPENDENCY, STACK, PLATFORM, CANCELED ->
          ProblemException.badGateway(sentence);
    };
  }
}
