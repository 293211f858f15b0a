package dev.slipway.workflows.fakes;

import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;

/** What a later build does: it begins a type of workflow with a command that no other one knows. */
public final class LaterCommands extends WorkerInterceptorBase {
  private final String workflowType;

  public LaterCommands(String workflowType) {
    this.workflowType = workflowType;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public WorkflowOutput execute(WorkflowInput input) {
        if (Workflow.getInfo().getWorkflowType().equals(workflowType)) {
          Workflow.sideEffect(Integer.class, () -> 1);
        }
        return super.execute(input);
      }
    };
  }
}
