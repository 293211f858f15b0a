package dev.slipway.workflows.deploy;

import dev.slipway.workflows.model.TimeLimits;
import dev.slipway.workflows.steps.FetchOutputs;
import dev.slipway.workflows.steps.GoLive;
import dev.slipway.workflows.steps.Inject;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.Preflight;
import dev.slipway.workflows.steps.ReuseRevision;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.SmokeTest;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;

/** The workflow's side of each step. */
record StepStubs(
    Preflight preflight,
    Inject inject,
    SamBuild samBuild,
    PlanChange planChange,
    SamDeploy samDeploy,
    FetchOutputs fetchOutputs,
    SmokeTest smokeTest,
    GoLive goLive,
    ReuseRevision reuseRevision) {

  static StepStubs ofThisWorkflow(TimeLimits limits) {
    return new StepStubs(
        stub(Preflight.class, StepOptions.preflight(), limits),
        stub(Inject.class, StepOptions.inject(), limits),
        stub(SamBuild.class, StepOptions.samBuild(), limits),
        stub(PlanChange.class, StepOptions.planChange(), limits),
        stub(SamDeploy.class, StepOptions.samDeploy(), limits),
        stub(FetchOutputs.class, StepOptions.fetchOutputs(), limits),
        stub(SmokeTest.class, StepOptions.smokeTest(), limits),
        stub(GoLive.class, StepOptions.goLive(), limits),
        stub(ReuseRevision.class, StepOptions.reuseRevision(), limits));
  }

  private static <T> T stub(Class<T> hand, ActivityOptions options, TimeLimits limits) {
    return Workflow.newActivityStub(hand, StepOptions.within(limits, options));
  }
}
