package dev.slipway.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One attempt of a step as a span, if its deployment has a trace. */
final class TracedAttempt extends ActivityInboundCallsInterceptorBase {
  private final Tracer tracer;
  private @Nullable ActivityExecutionContext context;

  TracedAttempt(ActivityInboundCallsInterceptor next, Tracer tracer) {
    super(next);
    this.tracer = tracer;
  }

  @Override
  public void init(ActivityExecutionContext newContext) {
    context = newContext;
    super.init(newContext);
  }

  @Override
  public ActivityOutput execute(ActivityInput input) {
    Context place = place(input.getHeader().getValues().get(Traceparent.NAME));
    if (!Span.fromContext(place).getSpanContext().isValid()) {
      return super.execute(input);
    }
    Span span = begin(Objects.requireNonNull(context).getInfo(), place);
    try (Scope _ = span.makeCurrent()) {
      return super.execute(input);
    } catch (RuntimeException failed) {
      // What it says may be about people; its type is not.
      span.setStatus(StatusCode.ERROR, type(failed));
      throw failed;
    } finally {
      span.end();
    }
  }

  private static Context place(@Nullable Payload header) {
    return header == null
        ? Context.root()
        : Traceparent.read(
            DefaultDataConverter.STANDARD_INSTANCE.fromPayload(header, String.class, String.class));
  }

  private Span begin(ActivityInfo attempt, Context place) {
    return tracer
        .spanBuilder(attempt.getActivityType())
        .setParent(place)
        .setAttribute("temporal.workflow_id", attempt.getWorkflowId())
        .setAttribute("temporal.run_id", attempt.getWorkflowRunId())
        .setAttribute("temporal.attempt", (long) attempt.getAttempt())
        .startSpan();
  }

  private static String type(RuntimeException failed) {
    return failed instanceof ApplicationFailure failure
        ? failure.getType()
        : failed.getClass().getSimpleName();
  }
}
