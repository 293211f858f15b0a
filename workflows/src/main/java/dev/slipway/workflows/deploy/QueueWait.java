package dev.slipway.workflows.deploy;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.TimeLimits;
import io.temporal.workflow.Workflow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The wait for a turn, which somebody else's deployment may keep from coming. */
public final class QueueWait {
  private QueueWait() {}

  /** Returns when it is its turn; fails with QueueExpired after the limit, if there is one. */
  public static void await(@Nullable TimeLimits limits, Supplier<Boolean> granted) {
    if (limits == null) {
      Workflow.await(granted);
      return;
    }
    if (!Workflow.await(limits.queue(), granted)) {
      throw Failure.of(
              FailureType.QUEUE_EXPIRED,
              "Its turn did not come within %s: another deployment holds the agent."
                  .formatted(TimeLimits.words(limits.queue())))
          .toException();
    }
  }
}
