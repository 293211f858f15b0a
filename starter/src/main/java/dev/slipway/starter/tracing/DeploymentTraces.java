package dev.slipway.starter.tracing;

import dev.slipway.api.DeploymentId;
import dev.slipway.tracing.Traceparent;
import dev.slipway.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts deployments into the traces of the requests for them. */
@Component
public final class DeploymentTraces {
  private final Tracing tracing;

  DeploymentTraces(Tracing tracing) {
    this.tracing = tracing;
  }

  /**
   * The place under which everything that a workflow does is found; null if the request is in no
   * trace. The span has no length: a workflow outlives every process that could measure it.
   */
  public @Nullable String begin(String workflow, DeploymentId id) {
    Span span =
        tracing
            .tracer()
            .spanBuilder(workflow)
            .setSpanKind(SpanKind.PRODUCER)
            .setAttribute("temporal.workflow_id", id.value())
            .startSpan();
    span.end();
    return Traceparent.of(span);
  }
}
