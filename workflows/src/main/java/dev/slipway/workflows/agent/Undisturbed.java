package dev.slipway.workflows.agent;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Work that is shielded from a cancellation of the agent's workflow. An agent is the lock and the
 * memory of a stack: it ends when it is destroyed, not because someone cancels its workflow.
 */
final class Undisturbed {
  private final CancellationScope root = CancellationScope.current();

  void run(Runnable work) {
    Workflow.newDetachedCancellationScope(work).run();
  }

  static <R> R call(Supplier<R> work) {
    List<R> result = new ArrayList<>(1);
    Workflow.newDetachedCancellationScope(() -> result.add(work.get())).run();
    return result.getFirst();
  }

  /** Whether someone tried. */
  boolean canceled() {
    return root.isCancelRequested();
  }
}
