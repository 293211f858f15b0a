package dev.slipway.workflows.fakes;

import dev.slipway.workflows.turn.AgentNotifier;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;

/** Loses what deployments report to their agent when they end. */
final class LostReports extends WorkerInterceptorBase {
  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(
            new WorkflowOutboundCallsInterceptorBase(outbound) {
              @Override
              public SignalExternalOutput signalExternalWorkflow(SignalExternalInput input) {
                return input.getSignalName().equals(AgentNotifier.ENDED)
                    ? new SignalExternalOutput(Workflow.newPromise(null))
                    : super.signalExternalWorkflow(input);
              }
            });
      }
    };
  }
}
