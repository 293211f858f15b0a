package dev.slipway.workflows.deploy;

import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.temporal.Measured;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import dev.slipway.workflows.undo.Undo;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Undoes what this run created, in reverse order, and keeps a ledger of it.
 *
 * <p>Each undo is armed before the step it undoes. An undo that fails permanently becomes a line of
 * the ledger and does not stop the others; but what a stack that could not be restored may still
 * run on stays: callers would lose the agent.
 */
final class Compensation {
  private static final String IN_USE =
      "The stack could not be restored and may still use it; a destroy removes it.";

  private record Armed(String resource, String id, Supplier<List<LedgerEntry>> undo) {}

  private final Deque<Armed> armed = new ArrayDeque<>();
  private final DeploymentOrder order;
  private boolean stackArmed;
  private boolean changing;
  private boolean inUse;
  private @Nullable Outputs live;

  /** Arms what the starter stored before the deployment started: the code and the keys. */
  Compensation(DeploymentOrder order) {
    this.order = order;
    var stored = new Undo.ArtifactsInput(order.agent(), order.id());
    arm("objects", order.id().value(), () -> stub("Removing objects").undoArtifacts(stored));
    if (order.secret() != null) {
      var secret = new Undo.SecretInput(order.agent(), order.id(), order.secret());
      arm("secret", order.secret().arn(), () -> stub("Removing the keys").undoSecret(secret));
    }
  }

  /** Arms the stack, once: what counts is who owned it before the first attempt. */
  void armStack(boolean existedBefore, @Nullable ArtifactRef before) {
    if (stackArmed) {
      return;
    }
    stackArmed = true;
    var input =
        new Undo.StackInput(
            order.agent(), order.id(), existedBefore, before, order.spec().deploymentType());
    String summary = existedBefore ? "Restoring the stack" : "Removing the stack";
    arm("stack", order.agent().stackName().value(), () -> undoStack(summary, input));
  }

  /** From now on callers may reach what this deployment brings. */
  void changesTheStack() {
    changing = true;
  }

  private List<LedgerEntry> undoStack(String summary, Undo.StackInput input) {
    try {
      Undo.Undone undone = stub(summary).undoStack(input);
      live = undone.live();
      inUse = undone.inUse() && keepsWhatIsInUse();
      return undone.ledger();
    } catch (ActivityFailure failure) {
      inUse = input.existedBefore() && changing && keepsWhatIsInUse();
      throw failure;
    }
  }

  private static boolean keepsWhatIsInUse() {
    return Workflow.getVersion("keep-what-is-in-use", Workflow.DEFAULT_VERSION, 1)
        > Workflow.DEFAULT_VERSION;
  }

  /** Where the restored agent answers after an undo; null if it never moved. */
  @Nullable Outputs live() {
    return live;
  }

  /** Undoes everything that was armed. */
  List<LedgerEntry> undo() {
    List<LedgerEntry> ledger = new ArrayList<>();
    while (!armed.isEmpty()) {
      ledger.addAll(inUse ? List.of(retained(armed.pop(), IN_USE)) : attempt(armed.pop()));
    }
    return ledger;
  }

  /** Leaves everything in place and records that. */
  List<LedgerEntry> keep() {
    return armed.stream().map(item -> retained(item, "on_failure is keep")).toList();
  }

  private static LedgerEntry retained(Armed item, String reason) {
    return new LedgerEntry(item.resource(), item.id(), LedgerAction.RETAINED, reason);
  }

  private static List<LedgerEntry> attempt(Armed item) {
    try {
      return item.undo().get();
    } catch (ActivityFailure failure) {
      Measured.undoFailed();
      return List.of(
          new LedgerEntry(
              item.resource(),
              item.id(),
              LedgerAction.FAILED,
              Failures.explain(failure).message()));
    }
  }

  private void arm(String resource, String id, Supplier<List<LedgerEntry>> undo) {
    armed.push(new Armed(resource, id, undo));
  }

  private static Undo stub(String summary) {
    return Workflow.newActivityStub(Undo.class, StepOptions.undo(summary));
  }
}
