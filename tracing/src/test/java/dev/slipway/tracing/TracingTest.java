package dev.slipway.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spans go where OpenTelemetry's own variables say, and nowhere else. */
class TracingTest {
  private static final String PLACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @ParameterizedTest
  @CsvSource({"OTEL_EXPORTER_OTLP_ENDPOINT, ''", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, /v1/traces"})
  void spans_areSentToTheReceiver_atTheLatestWhenTheProcessEnds(String variable, String path)
      throws Exception {
    List<ExportTraceServiceRequest> received = new CopyOnWriteArrayList<>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces",
        call -> {
          received.add(ExportTraceServiceRequest.parseFrom(call.getRequestBody()));
          call.sendResponseHeaders(200, -1);
          call.close();
        });
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort() + path;
      try (var tracing = Tracing.of(Map.of(variable, address), "slipway-x")) {
        tracing.tracer().spanBuilder("step").setParent(Traceparent.read(PLACE)).startSpan().end();
      }

      assertThat(received).hasSize(1);
      ResourceSpans sent = received.getFirst().getResourceSpans(0);
      assertThat(sent.getResource().toString()).contains("slipway-x");
      assertThat(sent.getScopeSpans(0).getSpans(0).getName()).isEqualTo("step");
      assertThat(sent.getScopeSpans(0).getSpans(0).getParentSpanId().size()).isEqualTo(8);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void withoutAReceiver_aCallersPlaceIsPassedOn_andThereIsNoOther() {
    try (var tracing = Tracing.of(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", " "), "slipway-x")) {
      Span without = tracing.tracer().spanBuilder("step").startSpan();
      Span within =
          tracing.tracer().spanBuilder("step").setParent(Traceparent.read(PLACE)).startSpan();

      assertThat(Traceparent.of(without)).isNull();
      assertThat(Traceparent.of(within)).isEqualTo(PLACE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_EXPORTER_OTLP_ENDPOINT, collector, (expected: http://127.0.0.1:4318",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, collector:4318, (expected: http://127.0.0.1:4318",
    "OTEL_EXPORTER_OTLP_PROTOCOL, grpc, (expected: http/protobuf)",
    "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL, grpc, (expected: http/protobuf)",
    "OTEL_TRACES_SAMPLER, sometimes, sometimes",
  })
  void variableThatCannotBeFollowed_stopsTheStart_andIsNamed(
      String variable, String value, String message) {
    Map<String, String> variables = new HashMap<>();
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318");
    variables.put(variable, value);

    assertThatThrownBy(() -> Tracing.of(variables, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(variable + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void placeOfAnotherForm_isNone() {
    assertThat(Traceparent.of(Span.fromContext(Traceparent.read("00-nonsense-01")))).isNull();
    assertThat(Traceparent.of(Span.fromContext(Traceparent.read(null)))).isNull();
  }
}
