package dev.slipway.workflows.scenarios.cloud;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import dev.slipway.workflows.undo.Undo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The undo as the product's activities do it: what carries the deployment's name is removed. */
public class UndoActivities implements Undo {
  private final Accounts accounts;

  public UndoActivities(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Undone undoStack(StackInput input) {
    Account account = accounts.of(input.agent());
    Stack stack = account.stacks().get(input.agent().stackName());
    if (stack == null) {
      return done(input, input.existedBefore() ? LedgerAction.FAILED : LedgerAction.DELETED);
    }
    boolean changed =
        stack
            .template()
            .filter(template -> template.deployment().equals(input.deploymentId().value()))
            .isPresent();
    if (input.existedBefore()) {
      List<String> dropped = stack.dropPlans(input.deploymentId().value());
      boolean touched = changed || stack.hasRolledBack();
      if (changed) {
        restore(account, stack, input.before());
      }
      boolean moved = stack.hasRuntime();
      if (moved) {
        stack.goLive(Snapshots.live(text(account, input.before())));
      }
      boolean answers = moved ? stack.liveVersion() > 0 : touched;
      return new Undone(kept(input, dropped), answers ? stack.outputs() : null);
    }
    if (changed || stack.template().isEmpty()) {
      account.stacks().remove(input.agent().stackName());
      return done(input, LedgerAction.DELETED);
    }
    return done(input, LedgerAction.PRE_EXISTING);
  }

  private static void restore(Account account, Stack stack, @Nullable ArtifactRef before) {
    try {
      stack.update(Snapshots.read(text(account, before)), account.bucket());
    } catch (Stack.StackFailedException failed) {
      throw Failure.of(
              FailureType.STACK_FAILED,
              "The stack could not be restored.",
              String.valueOf(failed.getMessage()))
          .toException();
    }
  }

  private static String text(Account account, @Nullable ArtifactRef before) {
    return before == null ? "" : account.bucket().get(before.uri()).orElse("");
  }

  private static List<LedgerEntry> kept(StackInput input, List<String> dropped) {
    List<LedgerEntry> ledger = new ArrayList<>();
    dropped.forEach(
        name -> ledger.add(new LedgerEntry("change set", name, LedgerAction.DELETED, "scenario")));
    ledger.add(stack(input, LedgerAction.PRE_EXISTING));
    return ledger;
  }

  private static Undone done(StackInput input, LedgerAction action) {
    return new Undone(List.of(stack(input, action)), null);
  }

  private static LedgerEntry stack(StackInput input, LedgerAction action) {
    return new LedgerEntry("stack", input.agent().stackName().value(), action, "scenario");
  }

  @Override
  public List<LedgerEntry> undoSecret(SecretInput input) {
    accounts.of(input.agent()).secrets().delete(input.secret().arn());
    return List.of(
        new LedgerEntry("secret", input.secret().arn(), LedgerAction.DELETED, "scenario"));
  }

  @Override
  public List<LedgerEntry> undoArtifacts(ArtifactsInput input) {
    Bucket bucket = accounts.of(input.agent()).bucket();
    String prefix = Keys.deployment(input.agent(), input.deploymentId());
    bucket.deleteAll(prefix);
    // A repeated undo reports what an earlier attempt deleted, too.
    return bucket.everStored(prefix).stream()
        .map(key -> new LedgerEntry("object", key, LedgerAction.DELETED, "scenario"))
        .toList();
  }
}
