package dev.slipway.workflows.failure;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One explained failure: what happened, how we know it, and what to do next.
 *
 * @param message one redacted sentence
 * @param evidence redacted lines of what was seen, most telling first
 * @param nextAction what to do; the type's own advice unless something better is known
 */
public record Failure(FailureType type, String message, List<String> evidence, String nextAction) {
  /** Enough to see the cause; the whole output is in the step's log. */
  private static final int MAX_EVIDENCE = 12;

  /** A line of evidence; Temporal cuts a failure at 4 KiB. */
  private static final int MAX_LINE_LENGTH = 240;

  public Failure {
    evidence = evidence.stream().limit(MAX_EVIDENCE).map(Failure::shortened).toList();
    message = shortened(message);
  }

  public static Failure of(FailureType type, String message, String... evidence) {
    return new Failure(type, message, List.of(evidence), type.nextAction());
  }

  public static Failure of(FailureType type, String message, List<String> evidence) {
    return new Failure(type, message, evidence, type.nextAction());
  }

  public Failure withNextAction(String better) {
    return new Failure(type, message, evidence, better);
  }

  /** The exception that carries this failure through Temporal, retried only if it is transient. */
  public ApplicationFailure toException() {
    return toException(null);
  }

  /** As {@link #toException()}, keeping the cause for the worker's log. */
  public ApplicationFailure toException(@Nullable Throwable cause) {
    var builder =
        ApplicationFailure.newBuilder()
            .setMessage(message)
            .setType(type.wireName())
            .setNonRetryable(!type.isTransient())
            .setDetails(this);
    if (cause != null) {
      builder.setCause(cause);
    }
    return builder.build();
  }

  /** As {@link #toException()}, to be retried whatever its type, no sooner than after this time. */
  public ApplicationFailure toExceptionAfter(Duration wait) {
    return toExceptionAfter(wait, null);
  }

  /** As {@link #toExceptionAfter(Duration)}, keeping the cause for the worker's log. */
  public ApplicationFailure toExceptionAfter(Duration wait, @Nullable Throwable cause) {
    var builder =
        ApplicationFailure.newBuilder()
            .setMessage(message)
            .setType(type.wireName())
            .setDetails(this)
            .setNextRetryDelay(wait);
    if (cause != null) {
      builder.setCause(cause);
    }
    return builder.build();
  }

  private static String shortened(String line) {
    return line.length() <= MAX_LINE_LENGTH ? line : line.substring(0, MAX_LINE_LENGTH) + "…";
  }
}
