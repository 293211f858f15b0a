package dev.slipway.activities.agentcore;

import dev.slipway.activities.stack.Deadline;
import dev.slipway.activities.stack.Pace;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.steps.GoLive;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits for what AgentCore does by itself once it was asked.
 *
 * @param emulated whether looking costs nothing
 */
record RuntimeWaits(boolean emulated) {
  /** AWS takes a minute for a version or an endpoint; what takes longer is tried again. */
  private static final Duration LONGEST = GoLive.LONGEST_WAIT;

  /** Looks until it is done, and returns what was seen then. */
  <T> T until(Supplier<T> look, Predicate<T> done, String what) {
    var pace = new Pace(emulated);
    var deadline = Deadline.in(LONGEST);
    while (true) {
      T state = pace.look(look);
      if (done.test(state)) {
        return state;
      }
      if (deadline.passed()) {
        throw Failure.of(
                FailureType.AWS_UNAVAILABLE,
                "AgentCore has not finished with the %s within %d min."
                    .formatted(what, LONGEST.toMinutes()))
            .toException();
      }
      pace.pause();
    }
  }
}
