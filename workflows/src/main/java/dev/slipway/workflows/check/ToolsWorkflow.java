package dev.slipway.workflows.check;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Lists the tools that a worker has. */
@WorkflowInterface
public interface ToolsWorkflow {
  @WorkflowMethod
  List<CodeCheck.ToolStatus> tools();
}
