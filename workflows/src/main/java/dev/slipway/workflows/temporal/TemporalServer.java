package dev.slipway.workflows.temporal;

import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Temporal's front end is, and how to connect to it.
 *
 * @param target host and port of its gRPC front end
 * @param tls whether the connection is encrypted; the JVM's trust store verifies the server
 * @param apiKey authenticates us to Temporal Cloud; null if the server requires none
 */
public record TemporalServer(
    String target, String namespace, boolean tls, @Nullable String apiKey) {
  private static final Pattern TARGET = Pattern.compile("[^\\s:/]+:\\d{1,5}");

  /** Throws IllegalArgumentException naming the setting with an invalid value. */
  public TemporalServer {
    if (!TARGET.matcher(target).matches()) {
      throw new IllegalArgumentException(
          "slipway.temporal.target: '%s' (expected: host:port)".formatted(target));
    }
    if (namespace.isBlank()) {
      throw new IllegalArgumentException(
          "slipway.temporal.namespace: '' (expected: the name of a namespace)");
    }
    apiKey = apiKey == null || apiKey.isBlank() ? null : apiKey.strip();
    if (apiKey != null && !tls) {
      throw new IllegalArgumentException(
          "slipway.temporal.api-key: set while slipway.temporal.tls is off (expected: tls on; a key"
              + " must not travel in the clear)");
    }
  }

  /** Options of a connection to it, for the caller to refine. */
  public WorkflowServiceStubsOptions.Builder stubs() {
    var options = WorkflowServiceStubsOptions.newBuilder().setTarget(target).setEnableHttps(tls);
    String key = apiKey;
    if (key != null) {
      options.addApiKey(() -> key);
    }
    return options;
  }

  /** Without the key, so that it can be logged. */
  @Override
  public String toString() {
    return "%s, namespace %s%s%s"
        .formatted(target, namespace, tls ? ", TLS" : "", apiKey == null ? "" : ", API key");
  }
}
