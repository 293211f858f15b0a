package dev.slipway.workflows.deploy;

import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.SmokeCheck;
import dev.slipway.workflows.steps.FetchOutputs;
import dev.slipway.workflows.steps.Inject;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.Preflight;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.SmokeTest;
import dev.slipway.workflows.turn.Revision;
import dev.slipway.workflows.turn.Turn;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;

/** The six steps in order. Run again after a retry, it repeats only what must be repeated. */
final class Runbook {
  private final Hands hands;
  private final FinishedWork finished = new FinishedWork();
  private final Compensation compensation;
  private final Approvals approvals;

  Runbook(Hands hands, Compensation compensation, Approvals approvals) {
    this.hands = hands;
    this.compensation = compensation;
    this.approvals = approvals;
  }

  Revision run(DeploymentOrder order, Turn turn, int round) {
    var look = preflight(order);
    var bundle = inject(order);
    var built = samBuild(order, bundle);
    compensation.armStack(look.stackExists(), look.before());
    var plan = planChange(order, bundle, built, round);
    approvals.await(order.spec(), plan);
    var change = samDeploy(order, plan);
    var outputs = fetchOutputs(order, change);
    smokeTest(order, outputs);
    return new Revision(
        turn.revision(),
        order.id(),
        order.spec(),
        bundle,
        built,
        order.secret(),
        outputs,
        order.requestedBy(),
        order.reason(),
        Instant.ofEpochMilli(Workflow.currentTimeMillis()));
  }

  private Preflight.Report preflight(DeploymentOrder order) {
    return finished.once(
        new Preflight.Input(
            order.id(), order.agent(), order.spec().functionName(), order.spec().runtime()),
        hands.preflight()::preflight);
  }

  private Inject.Bundle inject(DeploymentOrder order) {
    return finished.once(
        new Inject.Input(
            order.id(),
            order.agent(),
            order.code(),
            order.spec().runtime(),
            order.spec().requirements()),
        hands.inject()::inject);
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
            bundle.constraints()),
        hands.samBuild()::samBuild);
  }

  private PlanChange.Plan planChange(
      DeploymentOrder order, Inject.Bundle bundle, SamBuild.Built built, int round) {
    return finished.once(
        new PlanChange.Input(
            order.id(),
            order.agent(),
            order.spec(),
            built.template(),
            order.secret(),
            bundle.modelsComplete() ? bundle.models() : List.of(),
            bundle.streams(),
            round),
        hands.planChange()::planChange);
  }

  private SamDeploy.Change samDeploy(DeploymentOrder order, PlanChange.Plan plan) {
    return finished.once(
        new SamDeploy.Input(order.id(), order.agent(), plan), hands.samDeploy()::samDeploy);
  }

  private Outputs fetchOutputs(DeploymentOrder order, SamDeploy.Change change) {
    return finished.once(
        new FetchOutputs.Input(order.id(), order.agent(), change.stackId(), change.stackStatus()),
        hands.fetchOutputs()::fetchOutputs);
  }

  private void smokeTest(DeploymentOrder order, Outputs outputs) {
    SmokeCheck check = order.spec().smokeTest();
    if (check == null) {
      return;
    }
    finished.once(
        new SmokeTest.Input(order.id(), order.agent(), outputs, check, order.spec().timeout()),
        hands.smokeTest()::smokeTest);
  }
}
