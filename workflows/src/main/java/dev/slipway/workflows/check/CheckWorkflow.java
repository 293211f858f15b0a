package dev.slipway.workflows.check;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Has a worker check code; it ends in well under a second or says why not. */
@WorkflowInterface
public interface CheckWorkflow {
  @WorkflowMethod
  CodeCheck.Report check(CodeCheck.Input input);
}
