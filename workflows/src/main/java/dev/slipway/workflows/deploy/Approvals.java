package dev.slipway.workflows.deploy;

import dev.slipway.api.Approval;
import dev.slipway.api.Status;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.TimeLimits;
import dev.slipway.workflows.steps.PlanChange.Plan;
import dev.slipway.workflows.steps.Shipment;
import dev.slipway.workflows.temporal.TimedWait;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Holds a plan back until a person has approved it.
 *
 * <p>The stack may have changed between the plan and the approval. So after an approval the plan is
 * made again, and executed only if it would still do the same.
 */
final class Approvals {
  private enum Answer {
    APPROVED,
    REJECTED
  }

  private final Progress progress;
  private final Duration longest;
  private @Nullable Plan shown;
  private @Nullable Approved approved;
  private @Nullable Answer answer;
  private @Nullable Decision decision;
  private int looks = 1;

  /** Whether a change that no one approved, since none had to, may have been made. */
  private boolean changed;

  Approvals(Progress progress, Duration longest) {
    this.progress = progress;
    this.longest = longest;
  }

  boolean waiting() {
    return progress.status() == Status.AWAITING_APPROVAL && answer == null;
  }

  /** Whether the decision is about the plan awaiting approval, not one shown earlier. */
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
   * The plan to execute: the given one if no approval is required or an equivalent one was already
   * approved, otherwise one that was approved and is still valid.
   *
   * @param shipment what the plan makes live
   * @param again makes the plan again, for the review with that number
   */
  Plan agreed(Shipment shipment, Plan first, IntFunction<Plan> again) {
    Plan plan = first;
    while (shipment.spec().approval() == Approval.REQUIRED && asks(plan, shipment)) {
      ask(plan);
      progress.become(Status.RUNNING, "Approved; making the plan again");
      Plan current = again.apply(++looks);
      if (current.sameAs(plan)) {
        approved = new Approved(current, shipment);
      }
      plan = current;
    }
    changed |= approved == null && !plan.empty();
    return plan;
  }

  private boolean asks(Plan plan, Shipment shipment) {
    return approved == null ? !plan.empty() || isThereUnseen() : !approved.covers(plan, shipment);
  }

  /** A retry can require an approval when what it is about is in the stack already. */
  private boolean isThereUnseen() {
    return changed
        && Workflow.getVersion("approve-what-is-there", Workflow.DEFAULT_VERSION, 1)
            > Workflow.DEFAULT_VERSION;
  }

  private void ask(Plan plan) {
    answer = null;
    shown = plan;
    int changes = plan.changes().size();
    progress.become(
        Status.AWAITING_APPROVAL,
        "Waiting for approval of "
            + switch (changes) {
              case 0 -> "a change beside the stack";
              case 1 -> "1 change";
              default -> changes + " changes";
            });
    if (!TimedWait.await(longest, () -> answer != null)) {
      throw Failure.of(
              FailureType.APPROVAL_EXPIRED,
              "No one approved the plan within %s.".formatted(TimeLimits.words(longest)))
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
