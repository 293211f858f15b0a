package dev.slipway.workflows.deploy;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.Approval;
import dev.slipway.workflows.model.DeploymentSpec;
import dev.slipway.workflows.model.Status;
import dev.slipway.workflows.model.TimeLimits;
import dev.slipway.workflows.steps.PlanChange;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds a plan back until a person has agreed to it. */
final class Approvals {
  private enum Answer {
    APPROVED,
    REJECTED
  }

  private final Progress progress;
  private final Duration longest;
  private @Nullable String approvedChangeSet;
  private @Nullable Answer answer;
  private @Nullable Decision decision;

  Approvals(Progress progress, Duration longest) {
    this.progress = progress;
    this.longest = longest;
  }

  boolean waiting() {
    return progress.status() == Status.AWAITING_APPROVAL && answer == null;
  }

  void approve(Decision by) {
    answer = Answer.APPROVED;
    decision = by;
  }

  void reject(Decision by) {
    answer = Answer.REJECTED;
    decision = by;
  }

  /** Returns at once when no approval is asked for or this very plan was approved before. */
  void await(DeploymentSpec spec, PlanChange.Plan plan) {
    if (spec.approval() == Approval.NONE
        || plan.empty()
        || plan.changeSetId().equals(approvedChangeSet)) {
      return;
    }
    answer = null;
    progress.become(
        Status.AWAITING_APPROVAL, "Waiting for approval of " + plan.changes().size() + " changes");
    boolean answered = Workflow.await(longest, () -> answer != null);
    if (!answered) {
      throw Failure.of(
              FailureType.APPROVAL_EXPIRED,
              "Nobody approved the plan within %s.".formatted(TimeLimits.words(longest)))
          .toException();
    }
    if (answer == Answer.REJECTED) {
      Decision by = Objects.requireNonNull(decision);
      throw Failure.of(
              FailureType.REJECTED,
              "The plan was rejected by %s%s."
                  .formatted(by.by(), by.reason() == null ? "" : ": " + by.reason()))
          .toException();
    }
    approvedChangeSet = plan.changeSetId();
    progress.become(Status.RUNNING, "Approved; executing the plan");
  }
}
