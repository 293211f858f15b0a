package dev.slipway.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.SafeText;
import dev.slipway.cli.http.Json;

/** The live agent's addresses, and other labeled facts. */
final class OutputsText {
  private static final int LABEL = 15;

  private OutputsText() {}

  static void print(Console console, JsonNode outputs) {
    output(console, "runtime ARN", outputs, "runtime_arn");
    output(console, "endpoint", outputs, "endpoint");
    output(console, "function ARN", outputs, "function_arn");
    output(console, "function URL", outputs, "function_url");
    output(console, "local URL", outputs, "local_function_url");
    output(console, "API", outputs, "api_endpoint");
    output(console, "local API", outputs, "local_api_endpoint");
    output(console, "log group", outputs, "log_group");
    output(console, "version", outputs, "version");
  }

  private static void output(Console console, String label, JsonNode outputs, String field) {
    Json.text(outputs, field).ifPresent(value -> line(console, label, value));
  }

  static void line(Console console, String label, String value) {
    String gap = " ".repeat(Math.max(1, LABEL - label.length()));
    console.out("  " + console.paint().dim(label) + gap + SafeText.of(value));
  }
}
