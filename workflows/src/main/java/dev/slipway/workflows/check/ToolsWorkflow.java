package dev.slipway.workflows.check;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Asks a worker which tools it has. */
@WorkflowInterface
public interface ToolsWorkflow {
  @WorkflowMethod
  List<CodeCheck.ToolStatus> tools();
}
