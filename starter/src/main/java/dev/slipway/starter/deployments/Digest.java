package dev.slipway.starter.deployments;

import dev.slipway.api.Status;
import dev.slipway.workflows.steps.Step;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.timeline.DeploymentView.FailureView;
import dev.slipway.workflows.undo.LedgerAction;
import org.jspecify.annotations.Nullable;

/**
 * What a list says about a deployment beyond what it can be found by.
 *
 * @param reason why it was requested
 * @param step where it is, or where it ended; absent once it has succeeded
 * @param undoFailed whether something that it created could not be removed
 */
public record Digest(
    @Nullable String reason,
    @Nullable Integer revision,
    @Nullable String step,
    @Nullable String failure,
    boolean undoFailed,
    boolean planOnly) {
  /** Of a deployment of which only the audit's index is left. */
  public static final Digest NONE = new Digest(null, null, null, null, false, false);

  static Digest of(DeploymentView view) {
    FailureView failure = view.failure();
    Step step = view.status() == Status.SUCCEEDED ? null : view.step();
    return new Digest(
        view.reason(),
        view.revision(),
        step == null ? null : step.wireName(),
        failure == null ? null : failure.message(),
        view.compensation().stream().anyMatch(entry -> entry.action() == LedgerAction.FAILED),
        view.planOnly());
  }
}
