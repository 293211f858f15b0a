package dev.slipway.workflows.deploy;

import dev.slipway.api.Status;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.TimeLimits;
import dev.slipway.workflows.temporal.TimedWait;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds a failed deployment until a person decides how to continue. */
final class Parking {
  private final Progress progress;
  private final Duration longest;
  private @Nullable Patch resumeWith;
  private @Nullable Decision abortedBy;

  Parking(Progress progress, Duration longest) {
    this.progress = progress;
    this.longest = longest;
  }

  boolean waiting() {
    return progress.status() == Status.PARKED && resumeWith == null && abortedBy == null;
  }

  void retry(@Nullable Patch patch) {
    resumeWith = patch == null ? Patch.NONE : patch;
  }

  void abort(Decision by) {
    abortedBy = by;
  }

  /** What the latest retry may skip, by logical id; null without consent. */
  @Nullable List<String> consent() {
    return resumeWith == null ? null : resumeWith.skipResources();
  }

  /** Waits for a decision and returns the order to continue with; throws if there is none. */
  DeploymentOrder decide(DeploymentOrder order, Failure failure) {
    resumeWith = null;
    abortedBy = null;
    progress.become(
        Status.PARKED,
        "Parked: " + failure.message() + "\n\nNext: " + failure.nextAction(),
        Outcome.failed(failure));
    TimedWait.await(longest, () -> resumeWith != null || abortedBy != null);
    if (abortedBy != null) {
      String reason = abortedBy.reason() == null ? "" : ": " + abortedBy.reason();
      throw ended(FailureType.ABORTED, "Aborted by " + abortedBy.by() + reason + ".", failure);
    }
    if (resumeWith == null) {
      throw ended(
          FailureType.PARK_EXPIRED,
          "No one decided within %s.".formatted(TimeLimits.words(longest)),
          failure);
    }
    progress.become(Status.RUNNING, "Resumed");
    return resumeWith.applyTo(order);
  }

  private static RuntimeException ended(FailureType type, String message, Failure parkedFor) {
    return Failure.of(
            type, message, "parked for " + parkedFor.type().wireName() + ": " + parkedFor.message())
        .toException();
  }
}
