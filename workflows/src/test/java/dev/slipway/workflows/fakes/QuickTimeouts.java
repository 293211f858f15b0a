package dev.slipway.workflows.fakes;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import java.time.Duration;

/**
 * Shortens what the in-memory server can't skip: it does not skip time during an attempt, not even
 * one whose worker is gone.
 */
final class QuickTimeouts extends WorkerInterceptorBase {
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final int ATTEMPTS = 2;

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(new Quick(outbound));
      }
    };
  }

  private static final class Quick extends WorkflowOutboundCallsInterceptorBase {
    Quick(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      RetryOptions retry =
          RetryOptions.newBuilder(input.getOptions().getRetryOptions())
              .setMaximumAttempts(ATTEMPTS)
              .build();
      ActivityOptions quick =
          ActivityOptions.newBuilder(input.getOptions())
              .setHeartbeatTimeout(HEARTBEAT)
              .setRetryOptions(retry)
              .build();
      return super.executeActivity(
          new ActivityInput<>(
              input.getActivityName(),
              input.getResultClass(),
              input.getResultType(),
              input.getArgs(),
              quick,
              input.getHeader()));
    }
  }
}
