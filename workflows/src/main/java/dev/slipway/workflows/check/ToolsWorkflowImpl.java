package dev.slipway.workflows.check;

import dev.slipway.workflows.deploy.StepOptions;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.workflow.Workflow;
import java.util.List;

/** Runs one activity. */
public final class ToolsWorkflowImpl implements ToolsWorkflow {
  @Override
  public List<CodeCheck.ToolStatus> tools() {
    var options = StepOptions.question(TaskQueues.CHECK, "Listing tools");
    return Workflow.newActivityStub(CodeCheck.class, options).probeTools();
  }
}
