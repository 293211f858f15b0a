package dev.slipway.workflows.deploy;

import dev.slipway.workflows.steps.FetchOutputs;
import dev.slipway.workflows.steps.Inject;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.Preflight;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.SmokeTest;
import io.temporal.workflow.Workflow;

/** The plan's side of each step. */
record Hands(
    Preflight preflight,
    Inject inject,
    SamBuild samBuild,
    PlanChange planChange,
    SamDeploy samDeploy,
    FetchOutputs fetchOutputs,
    SmokeTest smokeTest) {

  static Hands ofThisWorkflow() {
    return new Hands(
        Workflow.newActivityStub(Preflight.class, StepOptions.preflight()),
        Workflow.newActivityStub(Inject.class, StepOptions.inject()),
        Workflow.newActivityStub(SamBuild.class, StepOptions.samBuild()),
        Workflow.newActivityStub(PlanChange.class, StepOptions.planChange()),
        Workflow.newActivityStub(SamDeploy.class, StepOptions.samDeploy()),
        Workflow.newActivityStub(FetchOutputs.class, StepOptions.fetchOutputs()),
        Workflow.newActivityStub(SmokeTest.class, StepOptions.smokeTest()));
  }
}
