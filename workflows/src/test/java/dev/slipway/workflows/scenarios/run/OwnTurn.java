package dev.slipway.workflows.scenarios.run;

import dev.slipway.workflows.turn.Turn;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;

/** Gives every deployment its turn when it starts. */
final class OwnTurn extends WorkerInterceptorBase {
  private final Turn turn;

  OwnTurn(Turn turn) {
    this.turn = turn;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public WorkflowOutput execute(WorkflowInput input) {
        if (Workflow.getInfo().getWorkflowType().equals("DeployAgentWorkflow")) {
          super.handleSignal(new SignalInput("yourTurn", new Object[] {turn}, 0, Header.empty()));
        }
        return super.execute(input);
      }
    };
  }
}
