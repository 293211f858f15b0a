package dev.slipway.workflows.check;

import dev.slipway.workflows.deploy.StepOptions;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.workflow.Workflow;

/** Runs one activity. */
public final class CheckWorkflowImpl implements CheckWorkflow {
  @Override
  public CodeCheck.Report check(CodeCheck.Input input) {
    var options = StepOptions.question(TaskQueues.CHECK, "Checking code");
    return Workflow.newActivityStub(CodeCheck.class, options).checkCode(input);
  }
}
