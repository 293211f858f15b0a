package dev.slipway.workflows.timeline;

import dev.slipway.workflows.deploy.Decision;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import dev.slipway.workflows.steps.Inject;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.timeline.PlanView.Verdict;
import dev.slipway.workflows.timeline.PlanView.Voided;
import dev.slipway.workflows.turn.Revision;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The plan while its history is read: made, shown, approved, made again. */
final class PlanTrack {
  private PlanChange.@Nullable Plan plan;
  private @Nullable Instant expiresAt;
  private @Nullable Verdict approval;
  private @Nullable Voided voided;

  void made(PlanChange.Plan made, Instant at) {
    PlanChange.Plan before = plan;
    if (before != null && approval != null && !made.sameAs(before)) {
      voided = new Voided(approval, at, PlanNews.since(before, made));
      approval = null;
    }
    expiresAt = null;
    plan = made;
  }

  /** The first end reported is the approval's; other timers meanwhile do not change it. */
  void waitsUntil(Instant end) {
    expiresAt = expiresAt == null ? end : expiresAt;
  }

  /** Records a decision; only an approval affects the plan. */
  void decided(HistoryEvent event) {
    var input =
        event.getWorkflowExecutionUpdateAcceptedEventAttributes().getAcceptedRequest().getInput();
    if (input.getName().equals(DeployAgentWorkflow.APPROVE)) {
      Decision decision = Decoder.first(input.getArgs(), Decision.class);
      approval = new Verdict(decision.by(), Times.of(event), decision.reason());
    }
  }

  PlanChange.@Nullable Plan plan() {
    return plan;
  }

  @Nullable PlanView view(
      @Nullable Revision live, Inject.@Nullable Bundle bundle, SamBuild.@Nullable Built built) {
    return plan == null
        ? null
        : new PlanView(
            plan,
            plan.changes().stream().map(PlanTrack::line).toList(),
            bundle == null ? null : code(plan, live, bundle, built),
            live == null ? null : live.spec(),
            expiresAt,
            approval,
            voided);
  }

  private static PlanView.Line line(PlanChange.Change change) {
    return new PlanView.Line(
        change.action(),
        change.logicalId(),
        change.type(),
        change.replacement(),
        Interruption.of(change));
  }

  private static PlanView.Code code(
      PlanChange.Plan plan,
      @Nullable Revision live,
      Inject.Bundle bundle,
      SamBuild.@Nullable Built built) {
    var lines = plan.comparison() == null ? null : plan.comparison().code();
    return new PlanView.Code(
        live == null ? null : live.bundle().archive().sha256(),
        bundle.archive().sha256(),
        live == null ? null : live.built().lock().sha256(),
        built == null ? null : built.lock().sha256(),
        lines == null ? null : (Integer) lines.linesAdded(),
        lines == null ? null : (Integer) lines.linesRemoved());
  }
}
