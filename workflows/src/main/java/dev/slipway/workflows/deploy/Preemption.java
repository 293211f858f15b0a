package dev.slipway.workflows.deploy;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.turn.Withdrawal;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets the agent withdraw a deployment: like a cancellation, but with the agent's reason. */
final class Preemption {
  private @Nullable Withdrawal withdrawal;
  private @Nullable CancellationScope work;

  /** Ends the waiting; cancels work in progress. */
  void withdraw(Withdrawal given) {
    withdrawal = given;
    if (work != null) {
      work.cancel(given.why().message());
    }
  }

  boolean came() {
    return withdrawal != null;
  }

  /** Throws the agent's reason if it has withdrawn the deployment. */
  void throwIfCame() {
    if (withdrawal != null) {
      throw withdrawal.why().toException();
    }
  }

  /** Does the work so that a withdrawal can end it, and fails if one came before it was done. */
  <R> R during(Supplier<R> task) {
    Object[] result = new Object[1];
    work = Workflow.newCancellationScope(() -> result[0] = task.get());
    work.run();
    throwIfCame();
    @SuppressWarnings("unchecked") // what the task returned
    R given = (R) Objects.requireNonNull(result[0]);
    return given;
  }

  /** The agent's reason instead of a bare "canceled". */
  Failure explain(Failure failure) {
    return withdrawal != null && failure.type() == FailureType.CANCELLED
        ? withdrawal.why()
        : failure;
  }
}
