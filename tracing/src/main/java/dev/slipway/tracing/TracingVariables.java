package dev.slipway.tracing;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's own variables, {@code OTEL_…}, as far as they are set to something.
 *
 * @param values by name
 */
record TracingVariables(Map<String, String> values) {
  private static final List<String> ENDPOINTS =
      List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
  private static final List<String> PROTOCOLS =
      List.of("OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL");

  /** The only one that is spoken here. */
  private static final String PROTOCOL = "http/protobuf";

  static TracingVariables of(Map<String, String> environment) {
    Map<String, String> given = new TreeMap<>(environment);
    given.entrySet().removeIf(one -> !one.getKey().startsWith("OTEL_") || one.getValue().isBlank());
    return new TracingVariables(given);
  }

  /** Whether they say where spans go. */
  boolean nameReceiver() {
    return ENDPOINTS.stream().anyMatch(values::containsKey);
  }

  /** Throws an {@link IllegalArgumentException} naming the variable that can't be followed. */
  void check() {
    for (String name : ENDPOINTS) {
      require(name, isAddress(values.get(name)), "http://127.0.0.1:4318, for example");
    }
    for (String name : PROTOCOLS) {
      require(name, values.getOrDefault(name, PROTOCOL).equals(PROTOCOL), PROTOCOL);
    }
  }

  private void require(String name, boolean good, String expected) {
    if (!good) {
      throw new IllegalArgumentException(
          "%s: '%s' (expected: %s)".formatted(name, values.get(name), expected));
    }
  }

  private static boolean isAddress(@Nullable String value) {
    if (value == null) {
      return true;
    }
    try {
      var address = new URI(value);
      return List.of("http", "https").contains(Objects.requireNonNullElse(address.getScheme(), ""))
          && address.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** What a library says of properties, with the names of the variables that it is about. */
  String faultOf(String message) {
    String about =
        values.keySet().stream()
            .filter(name -> message.contains(property(name)))
            .collect(Collectors.joining(", "));
    return "%s: %s".formatted(about.isEmpty() ? "OTEL_…" : about, message);
  }

  Map<String, String> properties() {
    return values.entrySet().stream()
        .collect(Collectors.toMap(one -> property(one.getKey()), Map.Entry::getValue));
  }

  private static String property(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
