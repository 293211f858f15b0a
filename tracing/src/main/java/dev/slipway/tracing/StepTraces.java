package dev.slipway.tracing;

import io.opentelemetry.api.trace.Tracer;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;

/**
 * Passes a deployment's place in its trace on to its activities, each attempt of which is a span.
 * Nothing is measured in workflows: a replay would do it again.
 */
public final class StepTraces extends WorkerInterceptorBase {
  private final Tracer tracer;

  public StepTraces(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new TracedWorkflow(next);
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new TracedAttempt(next, tracer);
  }
}
