package dev.slipway.workflows.scenarios.run;

import dev.slipway.workflows.turn.AgentNotifier;
import dev.slipway.workflows.turn.TurnEnded;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;

/** Removes the revision from the ends reported to agents. */
final class LostRevision extends WorkerInterceptorBase {
  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void handleSignal(SignalInput input) {
        super.handleSignal(
            input.getSignalName().equals(AgentNotifier.ENDED)
                ? new SignalInput(
                    input.getSignalName(),
                    new Object[] {without((TurnEnded) input.getArguments()[0])},
                    input.getEventId(),
                    input.getHeader())
                : input);
      }
    };
  }

  private static TurnEnded without(TurnEnded ended) {
    return new TurnEnded(ended.deploymentId(), ended.status(), null, null, ended.agentGone());
  }
}
