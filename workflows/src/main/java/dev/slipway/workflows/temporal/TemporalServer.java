package dev.slipway.workflows.temporal;

import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Temporal answers, and how its front end is spoken to.
 *
 * @param target host and port of its gRPC front end
 * @param tls whether the line is encrypted; the server is proved by the JVM's trust store
 * @param apiKey what Temporal Cloud knows us by; none where the server asks for none
 */
public record TemporalServer(
    String target, String namespace, boolean tls, @Nullable String apiKey) {
  private static final Pattern TARGET = Pattern.compile("[^\\s:/]+:\\d{1,5}");

  /** Throws IllegalArgumentException that names the setting of a wrong value. */
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

  /** Options of a connection to it, to be narrowed by who uses it. */
  public WorkflowServiceStubsOptions.Builder stubs() {
    var options = WorkflowServiceStubsOptions.newBuilder().setTarget(target).setEnableHttps(tls);
    String key = apiKey;
    if (key != null) {
      options.addApiKey(() -> key);
    }
    return options;
  }

  /** Without the key, so that it can stand in a log. */
  @Override
  public String toString() {
    return "%s, namespace %s%s%s"
        .formatted(target, namespace, tls ? ", TLS" : "", apiKey == null ? "" : ", API key");
  }
}
