package dev.slipway.starter.tracing;

import dev.slipway.api.DeploymentId;
import dev.slipway.tracing.Traceparent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import org.jspecify.annotations.Nullable;

/** Puts deployments into the traces of the requests for them. */
public final class DeploymentTraces {
  /** Hands a deployment over to its agent. */
  public interface Start<T> {
    /**
     * Starts it.
     *
     * @param traceparent the place under which everything that it does is found; null if the
     *     request is in no trace
     */
    T at(@Nullable String traceparent);
  }

  private final Tracer tracer;

  DeploymentTraces(Tracer tracer) {
    this.tracer = tracer;
  }

  /**
   * Starts a deployment within a span, which ends with the answer: a workflow outlives every
   * process that could measure it. A start that is refused, or that no one confirmed, is an error.
   */
  public <T> T start(String workflow, DeploymentId id, Start<T> start) {
    Span span =
        tracer
            .spanBuilder(workflow)
            .setSpanKind(SpanKind.PRODUCER)
            .setAttribute("temporal.workflow_id", id.value())
            .startSpan();
    try {
      return start.at(Traceparent.of(span));
    } catch (RuntimeException notStarted) {
      // What it says may be about people; its type is not.
      span.setStatus(StatusCode.ERROR, notStarted.getClass().getSimpleName());
      throw notStarted;
    } finally {
      span.end();
    }
  }
}
