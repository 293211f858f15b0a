package dev.slipway.activities.heartbeat;

import dev.slipway.storage.aws.AwsFailures;
import dev.slipway.storage.redaction.KnownSecrets;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;

/** The one place where exceptions become explained failures. */
final class FailureTranslation {
  /** A rate is allowed again after a minute at the latest. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(60);

  private FailureTranslation() {}

  /** The exception that leaves the activity in place of what the step threw. */
  static RuntimeException translate(RuntimeException thrown) {
    return find(thrown, TemporalFailure.class)
        .<RuntimeException>map(failure -> failure)
        .or(() -> find(thrown, ActivityCompletionException.class))
        .or(() -> find(thrown, InterruptedException.class).map(FailureTranslation::stopped))
        .or(() -> find(thrown, SdkException.class).map(FailureTranslation::refused))
        .orElseGet(() -> unexpected(thrown));
  }

  private static RuntimeException stopped(InterruptedException thrown) {
    // Only a worker that shuts down interrupts without a reason; the next attempt takes over.
    return Failure.of(FailureType.WORKER_LOST, "The worker stopped in the middle of the step.")
        .toException(thrown);
  }

  private static RuntimeException refused(SdkException thrown) {
    var failure = AwsFailures.explain(thrown);
    var asked = AwsFailures.retryAfter(thrown);
    if (asked.isPresent() && failure.type().isTransient()) {
      return failure.toExceptionAfter(asked.get());
    }
    return failure.type() == FailureType.THROTTLED
        ? failure.toExceptionAfter(scattered(Heartbeats.attempt()))
        : failure.toException();
  }

  /**
   * Doubled with each attempt and different for each step, so that they don't all return at once.
   */
  static Duration scattered(int attempt) {
    long doubled = 1_000L << Math.min(attempt, 10);
    long longest = Math.min(doubled, MAX_WAIT.toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
  }

  private static RuntimeException unexpected(RuntimeException thrown) {
    var root = chain(thrown).reduce((outer, inner) -> inner).orElse(thrown);
    return Failure.of(
            FailureType.UNEXPECTED,
            "%s: %s".formatted(root.getClass().getSimpleName(), message(root)),
            place(root))
        .toException();
  }

  /** Where it was thrown in our own code, as evidence. */
  private static String place(Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("dev.slipway"))
        .findFirst()
        .map(frame -> "at " + frame)
        .orElse("outside Slipway's own code");
  }

  private static String message(Throwable thrown) {
    return thrown.getMessage() == null ? "no message" : KnownSecrets.mask(thrown.getMessage());
  }

  private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
    return chain(thrown).filter(type::isInstance).map(type::cast).findFirst();
  }

  private static Stream<Throwable> chain(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause);
  }
}
