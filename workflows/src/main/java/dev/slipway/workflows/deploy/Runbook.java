package dev.slipway.workflows.deploy;

import dev.slipway.api.Approval;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.SmokeCheck;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.GivenNames;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.Reuse;
import dev.slipway.workflows.model.RuntimeOutputs;
import dev.slipway.workflows.model.SecretRef;
import dev.slipway.workflows.steps.FetchOutputs;
import dev.slipway.workflows.steps.GoLive;
import dev.slipway.workflows.steps.Inject;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.Preflight;
import dev.slipway.workflows.steps.ReuseRevision;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.Shipment;
import dev.slipway.workflows.steps.SmokeTest;
import dev.slipway.workflows.turn.Revision;
import dev.slipway.workflows.turn.Turn;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The six steps in order; a reused revision skips two. When run again after a retry, it repeats
 * only what must be repeated.
 */
final class Runbook {
  private final StepStubs stubs;
  private final FinishedWork finished = new FinishedWork();
  private final Compensation compensation;
  private final Approvals approvals;

  Runbook(StepStubs stubs, Compensation compensation, Approvals approvals) {
    this.stubs = stubs;
    this.compensation = compensation;
    this.approvals = approvals;
  }

  /** What is deployed: a source, its package, the keys it reads. */
  private record Made(
      Inject.Bundle bundle,
      SamBuild.Built built,
      @Nullable SecretRef secret,
      @Nullable Reuse copyOf) {
    Shipment shipment(DeploymentSpec spec) {
      return Shipment.of(spec, bundle, built, secret);
    }
  }

  /**
   * Returns the revision that went live; empty if only the plan was requested.
   *
   * @param consent what a stuck rollback may skip
   */
  Optional<Revision> run(
      DeploymentOrder order, Turn turn, int round, @Nullable List<String> consent) {
    var look = preflight(order, consent);
    var made = order.reuse() == null ? build(order) : reuse(order, order.reuse(), turn);
    compensation.armStack(look.stackExists(), look.before());
    return deploy(order.on(made.bundle().runtime()), made, turn, round, consent);
  }

  private Optional<Revision> deploy(
      DeploymentOrder order, Made made, Turn turn, int round, @Nullable List<String> consent) {
    var first = planChange(order, made, round, consent, review(order, turn, made, 1));
    if (order.planOnly()) {
      return Optional.empty();
    }
    var plan =
        approvals.agreed(
            made.shipment(order.spec()),
            first,
            again -> planChange(order, made, round, consent, review(order, turn, made, again)));
    compensation.changesTheStack();
    var change = samDeploy(order, plan, made);
    var outputs = fetchOutputs(order, change, plan);
    smokeTest(order, outputs);
    return Optional.of(revision(order, turn, made, goLive(order, outputs)));
  }

  /** What a person compares; null if no one will review the plan. */
  private static PlanChange.@Nullable Review review(
      DeploymentOrder order, Turn turn, Made made, int look) {
    if (order.spec().approval() == Approval.NONE && !order.planOnly()) {
      return null;
    }
    return new PlanChange.Review(
        turn.live() == null ? null : turn.live().bundle().archive(), made.bundle().archive(), look);
  }

  private static Revision revision(DeploymentOrder order, Turn turn, Made made, Outputs outputs) {
    Instant liveSince = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    Duration ttl = order.spec().ttl();
    return new Revision(
        turn.revision(),
        order.id(),
        order.spec(),
        made.bundle(),
        made.built(),
        made.secret(),
        outputs,
        order.requestedBy(),
        order.reason(),
        liveSince,
        made.copyOf(),
        ttl == null ? null : liveSince.plus(ttl));
  }

  private Made build(DeploymentOrder order) {
    var bundle = inject(order);
    return new Made(bundle, samBuild(order.on(bundle.runtime()), bundle), order.secret(), null);
  }

  /** Neither checks nor builds: the revision passed both, and keeps its own dependencies. */
  private Made reuse(DeploymentOrder order, Reuse reuse, Turn turn) {
    Revision source = turn.source();
    if (source == null) {
      throw Failure.of(
              FailureType.REVISION_GONE,
              reuse.revision() == null
                  ? "No revision of this agent is live."
                  : "Revision %d of this agent is no longer kept.".formatted(reuse.revision()))
          .toException();
    }
    var reused =
        finished.once(
            new ReuseRevision.Input(
                order.id(),
                order.agent(),
                source.number(),
                source.bundle().archive(),
                source.built(),
                source.secret()),
            stubs.reuseRevision()::reuseRevision);
    return new Made(
        source.bundle().at(reused.source()),
        reused.built(),
        source.secret(),
        new Reuse(reuse.kind(), source.number()));
  }

  private Preflight.Report preflight(DeploymentOrder order, @Nullable List<String> consent) {
    return finished.once(
        new Preflight.Input(
            order.id(),
            order.agent(),
            order.spec().functionName(),
            order.spec().runtime(),
            Preflight.Needs.of(order.spec(), order.secret()),
            consent,
            source(order).choosesLibrary() ? List.of() : order.models()),
        stubs.preflight()::preflight);
  }

  private Inject.Bundle inject(DeploymentOrder order) {
    return finished.once(source(order), stubs.inject()::inject);
  }

  private static Inject.Input source(DeploymentOrder order) {
    return new Inject.Input(
        order.id(),
        order.agent(),
        order.code(),
        order.spec().runtime(),
        order.spec().requirements(),
        GivenNames.of(order.spec(), order.secret() == null ? List.of() : order.secret().names()),
        order.spec().entry(),
        order.spec().deploymentType());
  }

  private SamBuild.Built samBuild(DeploymentOrder order, Inject.Bundle bundle) {
    return finished.once(
        new SamBuild.Input(
            order.id(),
            order.agent(),
            order.spec().runtime(),
            order.spec().architecture(),
            bundle.archive(),
            bundle.requirements(),
            bundle.constraints(),
            order.packages(),
            order.spec().deploymentType()),
        stubs.samBuild()::samBuild);
  }

  private PlanChange.Plan planChange(
      DeploymentOrder order,
      Made made,
      int round,
      @Nullable List<String> consent,
      PlanChange.@Nullable Review review) {
    return finished.once(
        new PlanChange.Input(
            order.id(), order.agent(), made.shipment(order.spec()), round, review, consent),
        stubs.planChange()::planChange);
  }

  private SamDeploy.Change samDeploy(DeploymentOrder order, PlanChange.Plan plan, Made made) {
    return finished.once(
        new SamDeploy.Input(order.id(), order.agent(), plan, made.shipment(order.spec())),
        stubs.samDeploy()::samDeploy);
  }

  private Outputs fetchOutputs(
      DeploymentOrder order, SamDeploy.Change change, PlanChange.Plan plan) {
    return finished.once(
        new FetchOutputs.Input(
            order.id(), order.agent(), change.stackId(), plan.changeSetId(), change.released()),
        stubs.fetchOutputs()::fetchOutputs);
  }

  /** On Lambda the deployment itself has moved the alias. */
  private Outputs goLive(DeploymentOrder order, Outputs outputs) {
    return outputs instanceof RuntimeOutputs tested && !tested.live()
        ? finished.once(new GoLive.Input(order.id(), order.agent(), tested), stubs.goLive()::goLive)
        : outputs;
  }

  private void smokeTest(DeploymentOrder order, Outputs outputs) {
    SmokeCheck check = order.spec().smokeTest();
    if (check == null) {
      return;
    }
    finished.once(
        new SmokeTest.Input(order.id(), order.agent(), outputs, check, order.spec().timeout()),
        stubs.smokeTest()::smokeTest);
  }
}
