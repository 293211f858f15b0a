package dev.slipway.workflows.deploy;

import dev.slipway.api.Status;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.TimeLimits;
import dev.slipway.workflows.temporal.TimedWait;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Stops work that takes too long in total; time spent waiting for a person does not count. */
final class RunningTime {
  private final Progress progress;
  private final Duration longest;
  private boolean expired;
  private boolean ended;

  RunningTime(Progress progress, Duration longest) {
    this.progress = progress;
    this.longest = longest;
  }

  /** Does the work; fails with DeploymentTimedOut if it was stopped. */
  <R> R limit(Supplier<R> work) {
    List<R> result = new ArrayList<>();
    CancellationScope scope = Workflow.newCancellationScope(() -> result.add(work.get()));
    Workflow.newDetachedCancellationScope(() -> Async.procedure(() -> watch(scope))).run();
    try {
      scope.run();
    } catch (TemporalFailure failure) {
      throw expired ? tooLong() : failure;
    } finally {
      ended = true;
    }
    if (expired) {
      throw tooLong();
    }
    return result.getFirst();
  }

  private void watch(CancellationScope scope) {
    long left = longest.toMillis();
    while (!ended) {
      long from = Workflow.currentTimeMillis();
      boolean interrupted =
          TimedWait.await(Duration.ofMillis(Math.max(1, left)), () -> ended || waitsForAPerson());
      if (!interrupted) {
        expired = true;
        scope.cancel("the deployment took longer than " + TimeLimits.words(longest));
        return;
      }
      left -= Workflow.currentTimeMillis() - from;
      Workflow.await(() -> ended || !waitsForAPerson());
    }
  }

  private boolean waitsForAPerson() {
    return progress.status() == Status.PARKED || progress.status() == Status.AWAITING_APPROVAL;
  }

  private RuntimeException tooLong() {
    return Failure.of(
            FailureType.DEPLOYMENT_TIMED_OUT,
            "The deployment did not end within %s, not counting waits for people."
                .formatted(TimeLimits.words(longest)))
        .toException();
  }
}
