package dev.slipway.starter.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.api.DeploymentId;
import dev.slipway.starter.problems.ProblemException;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A trace says that a deployment was started only if it was. */
class DeploymentTracesTest {
  private static final DeploymentId ID = new DeploymentId("d-1");

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
  private final DeploymentTraces traces = new DeploymentTraces(provider.get("test"));

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void deployment_hasItsPlaceBelowItsStart() {
    String place = traces.start("DeployAgentWorkflow", ID, String::valueOf);

    assertThat(place).contains(span().getSpanId());
    assertThat(span().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void refusedStart_isAnError() {
    assertThatThrownBy(
            () ->
                traces.start(
                    "DeployAgentWorkflow",
                    ID,
                    traceparent -> {
                      throw ProblemException.busy("anna deploys");
                    }))
        .isInstanceOf(ProblemException.class);

    assertThat(span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span().getStatus().getDescription()).isEqualTo("ProblemException");
  }

  private SpanData span() {
    assertThat(spans.getFinishedSpanItems()).hasSize(1);
    return spans.getFinishedSpanItems().getFirst();
  }
}
