package dev.slipway.workflows.check;

import dev.slipway.workflows.deploy.StepOptions;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.workflow.Workflow;
import java.util.List;

/** One question to the hands. */
public final class ToolsWorkflowImpl implements ToolsWorkflow {
  @Override
  public List<CodeCheck.ToolStatus> tools() {
    var options = StepOptions.question(TaskQueues.CHECK, "Asking for tools");
    return Workflow.newActivityStub(CodeCheck.class, options).probeTools();
  }
}
