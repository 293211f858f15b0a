package dev.slipway.starter.questions;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.failure.Failures;
import io.temporal.failure.TemporalFailure;
import org.jspecify.annotations.Nullable;

/** What came of a question. */
public sealed interface Answer<A> {
  /** What the worker said. */
  record Given<A>(A answer) implements Answer<A> {}

  /** Why the worker could not answer. */
  record Failed<A>(Failure failure) implements Answer<A> {
    static <A> Failed<A> because(@Nullable Throwable cause) {
      return new Failed<>(
          cause instanceof TemporalFailure failure
              ? Failures.explain(failure)
              : Failure.of(FailureType.UNEXPECTED, "It ended without an answer."));
    }
  }

  /** No worker answered in time, and none will. */
  record Late<A>() implements Answer<A> {}
}
