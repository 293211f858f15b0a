package dev.slipway.activities.stack;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Follows an operation on a stack until it has ended. */
public final class StackFollower {
  private final StackReader reader;
  private final StackEvents events;
  private final boolean emulated;

  public StackFollower(CloudClients clients) {
    this.reader = new StackReader(clients);
    this.events = new StackEvents(clients);
    this.emulated = clients.emulated();
  }

  /**
   * Passes on every event after the given one until nothing is in progress; returns the final
   * status.
   */
  public StackStatus follow(
      String region, String stackId, @Nullable String after, Consumer<StackEvent> listener) {
    var pace = new Pace(emulated);
    String last = after;
    while (true) {
      // The status first: an event between the two calls is then still passed on.
      var status = pace.look(() -> status(region, stackId));
      var seen = last;
      for (var event : pace.look(() -> events.after(region, stackId, seen))) {
        listener.accept(event);
        last = event.eventId();
      }
      if (Condition.of(status) != Condition.BUSY) {
        return status;
      }
      pace.pause();
    }
  }

  private StackStatus status(String region, String stackId) {
    return reader.find(region, stackId).map(Stack::stackStatus).orElse(StackStatus.DELETE_COMPLETE);
  }

  /** Waits until nothing is in progress, whoever started it; eventually fails with StackBusy. */
  public StackStatus settle(String region, String nameOrId, Deadline deadline) {
    var pace = new Pace(emulated);
    while (true) {
      var status = pace.look(() -> status(region, nameOrId));
      if (Condition.of(status) != Condition.BUSY) {
        return status;
      }
      if (deadline.passed()) {
        throw Failure.of(
                FailureType.STACK_BUSY,
                "The stack is busy with another operation.",
                "%s: %s for %d minutes".formatted(nameOrId, status, deadline.longest().toMinutes()))
            .toException();
      }
      pace.pause();
    }
  }
}
