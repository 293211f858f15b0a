package dev.slipway.workflows.fakes;

import dev.slipway.workflows.model.DeploymentOrder;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** An agent admits a deployment at once, and answers the request a day later. */
final class SlowAnswer extends WorkerInterceptorBase {
  private final String deployment;

  SlowAnswer(String deployment) {
    this.deployment = deployment;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public UpdateOutput executeUpdate(UpdateInput input) {
        UpdateOutput answer = super.executeUpdate(input);
        if (input.getArguments()[0] instanceof DeploymentOrder order
            && order.id().value().equals(deployment)) {
          Workflow.sleep(Duration.ofDays(1));
        }
        return answer;
      }
    };
  }
}
