package dev.slipway.workflows.deploy;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.QueueTerms;
import dev.slipway.workflows.model.TimeLimits;
import dev.slipway.workflows.temporal.Measured;
import dev.slipway.workflows.turn.AgentNotifier;
import dev.slipway.workflows.turn.Waiting;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** The wait for a turn, which another deployment may block. */
public final class QueueWait {
  private QueueWait() {}

  /**
   * Returns when its turn comes; fails with QueueExpired after the limit. The time before a window
   * does not count, and the agent handles the window's end.
   */
  public static void await(
      AgentNotifier agent, Waiting waiting, TimeLimits limits, Supplier<Boolean> granted) {
    Duration longest = limits.queue().plus(untilWindow(waiting.terms()));
    long since = Workflow.currentTimeMillis();
    boolean had = agent.awaitTurn(waiting, longest, granted);
    Measured.waited(Workflow.currentTimeMillis() - since);
    if (!had) {
      throw Failure.of(
              FailureType.QUEUE_EXPIRED,
              "Its turn did not come within %s: another deployment holds the agent."
                  .formatted(TimeLimits.words(limits.queue())))
          .toException();
    }
  }

  private static Duration untilWindow(QueueTerms terms) {
    Instant counted = terms.notAfter() == null ? terms.notBefore() : terms.notAfter();
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    return counted == null || counted.isBefore(now)
        ? Duration.ZERO
        : Duration.between(now, counted);
  }
}
