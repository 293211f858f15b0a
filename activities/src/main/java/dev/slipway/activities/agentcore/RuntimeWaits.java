package dev.slipway.activities.agentcore;

import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.Deadline;
import dev.slipway.activities.stack.Pace;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.steps.GoLive;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits for what AgentCore does by itself once it was asked.
 *
 * @param emulated whether looking costs nothing
 * @param patient whether what takes too long is tried again, instead of being a failure
 * @param longest how long one wait may take
 */
record RuntimeWaits(boolean emulated, boolean patient, Duration longest) {
  /** Of a deployment: AWS takes a minute, and what takes ten times as long will not end. */
  static RuntimeWaits ofDeployment(CloudClients clients) {
    return new RuntimeWaits(clients.emulated(), false, GoLive.LONGEST_WAIT);
  }

  /** Of an undo or a removal, which has hours. */
  static RuntimeWaits ofRemoval(CloudClients clients) {
    return new RuntimeWaits(clients.emulated(), true, GoLive.LONGEST_WAIT);
  }

  /**
   * Looks until it is done, and returns what was seen then.
   *
   * @param what the thing that is waited for
   * @param status what a look has seen, in AgentCore's word
   */
  <T> T until(
      Supplier<T> look, Predicate<T> done, String what, Function<? super T, String> status) {
    var pace = new Pace(emulated);
    var deadline = Deadline.in(longest);
    while (true) {
      T state = pace.look(look);
      if (done.test(state)) {
        return state;
      }
      if (deadline.passed()) {
        throw overdue(what, status.apply(state)).toException();
      }
      pace.pause();
    }
  }

  private Failure overdue(String what, String status) {
    return Failure.of(
            patient ? FailureType.AWS_UNAVAILABLE : FailureType.RUNTIME_FAILED,
            "AgentCore has not finished with the %s within %d min."
                .formatted(what, longest.toMinutes()),
            "%s: %s (expected: no change in progress)".formatted(what, status))
        .withNextAction(
            "Look at the %s in AgentCore's console. Once AWS has finished with it, or it is deleted, retry; if it stays as it is, ask AWS's support."
                .formatted(what));
  }
}
