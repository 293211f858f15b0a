package dev.slipway.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where this process sends its spans; nowhere, and at no cost, unless it is told where. */
public final class Tracing implements AutoCloseable {
  private final @Nullable OpenTelemetrySdk sdk;

  private Tracing(@Nullable OpenTelemetrySdk sdk) {
    this.sdk = sdk;
  }

  /** Sends nothing; what callers say of their own traces is passed on all the same. */
  public static Tracing off() {
    return new Tracing(null);
  }

  /**
   * As OpenTelemetry's own variables say, {@code OTEL_…}.
   *
   * @param service what receivers call this process, unless {@code OTEL_SERVICE_NAME} does
   * @throws IllegalArgumentException naming what is wrong with them
   */
  public static Tracing of(Map<String, String> variables, String service) {
    var given = TracingVariables.of(variables);
    if (!given.nameReceiver()) {
      return off();
    }
    given.check();
    Map<String, String> properties = properties(given, service);
    try {
      return new Tracing(sdk(properties));
    } catch (ConfigurationException | IllegalArgumentException e) {
      throw new IllegalArgumentException(given.faultOf(String.valueOf(e.getMessage())), e);
    }
  }

  private static OpenTelemetrySdk sdk(Map<String, String> properties) {
    return AutoConfiguredOpenTelemetrySdk.builder()
        .addPropertiesCustomizer(all -> properties)
        .disableShutdownHook()
        .build()
        .getOpenTelemetrySdk();
  }

  /** Only traces: metrics are Prometheus's, and logs stay where they are. */
  private static Map<String, String> properties(TracingVariables given, String service) {
    Map<String, String> properties = new HashMap<>();
    properties.put("otel.service.name", service);
    properties.put("otel.exporter.otlp.protocol", "http/protobuf");
    properties.putAll(given.properties());
    properties.put("otel.metrics.exporter", "none");
    properties.put("otel.logs.exporter", "none");
    return properties;
  }

  /** Makes spans. */
  public Tracer tracer() {
    OpenTelemetry telemetry = sdk == null ? OpenTelemetry.noop() : sdk;
    return telemetry.getTracer("dev.slipway");
  }

  /** Sends what is not sent yet. */
  @Override
  public void close() {
    if (sdk != null) {
      sdk.close();
    }
  }
}
