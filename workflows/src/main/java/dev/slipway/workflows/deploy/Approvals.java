package dev.slipway.workflows.deploy;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.Approval;
import dev.slipway.workflows.model.DeploymentSpec;
import dev.slipway.workflows.model.Status;
import dev.slipway.workflows.model.TimeLimits;
import dev.slipway.workflows.steps.PlanChange.Plan;
import dev.slipway.workflows.temporal.TimedWait;
import java.time.Duration;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Holds a plan back until a person has agreed to it.
 *
 * <p>Between the plan and the approval the stack may have changed. So the plan is made once more
 * after an approval, and only a plan that would still do the same is executed.
 */
final class Approvals {
  private enum Answer {
    APPROVED,
    REJECTED
  }

  private final Progress progress;
  private final Duration longest;
  private @Nullable Plan shown;
  private @Nullable Plan approved;
  private @Nullable Answer answer;
  private @Nullable Decision decision;
  private int looks = 1;

  Approvals(Progress progress, Duration longest) {
    this.progress = progress;
    this.longest = longest;
  }

  boolean waiting() {
    return progress.status() == Status.AWAITING_APPROVAL && answer == null;
  }

  /** Whether the decision is about the plan that waits, and not about one shown earlier. */
  boolean concerns(Decision by) {
    return by.changeSetId() == null
        || shown == null
        || by.changeSetId().equals(shown.changeSetId());
  }

  void approve(Decision by) {
    answer = Answer.APPROVED;
    decision = by;
  }

  void reject(Decision by) {
    answer = Answer.REJECTED;
    decision = by;
  }

  /**
   * The plan to execute: the given one where no approval is asked for or its like was approved
   * before, else one that was approved and still holds.
   *
   * @param again makes the plan once more, for the look of that number
   */
  Plan agreed(DeploymentSpec spec, Plan first, IntFunction<Plan> again) {
    Plan plan = first;
    while (spec.approval() == Approval.REQUIRED && !plan.empty() && !approvedBefore(plan)) {
      ask(plan);
      progress.become(Status.RUNNING, "Approved; making the plan once more");
      Plan current = again.apply(++looks);
      if (current.sameAs(plan)) {
        approved = current;
      }
      plan = current;
    }
    return plan;
  }

  private boolean approvedBefore(Plan plan) {
    return approved != null && plan.sameAs(approved);
  }

  private void ask(Plan plan) {
    answer = null;
    shown = plan;
    progress.become(
        Status.AWAITING_APPROVAL, "Waiting for approval of " + plan.changes().size() + " changes");
    if (!TimedWait.await(longest, () -> answer != null)) {
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
  }
}
