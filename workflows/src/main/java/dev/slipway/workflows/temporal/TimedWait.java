package dev.slipway.workflows.temporal;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A wait that leaves no timer behind. The timer of {@link Workflow#await(Duration, Supplier)} fires
 * in any case and wakes the workflow for nothing, and by then there may be many of them.
 */
public final class TimedWait {
  private TimedWait() {}

  /**
   * Waits until the condition holds.
   *
   * @return whether it holds; false on timeout
   * @throws io.temporal.failure.CanceledFailure if the workflow or its scope is canceled
   */
  public static boolean await(Duration longest, Supplier<Boolean> condition) {
    List<Promise<Void>> timers = new ArrayList<>(1);
    CancellationScope clock =
        Workflow.newCancellationScope(() -> timers.add(Workflow.newTimer(longest)));
    clock.run();
    Workflow.await(() -> condition.get() || timers.getFirst().isCompleted());
    clock.cancel();
    return condition.get();
  }
}
