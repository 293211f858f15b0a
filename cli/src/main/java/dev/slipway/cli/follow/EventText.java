package dev.slipway.cli.follow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.SafeText;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.ServerEvent;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Events as lines. */
final class EventText {
  private EventText() {}

  /** The text of a stack event or log line, without its time. */
  static String detail(ServerEvent event) {
    JsonNode data = event.data();
    return "log".equals(event.type())
        ? SafeText.of(Json.text(data, "line").orElse(""))
        : Stream.of("status", "type", "logical_id", "reason")
            .map(field -> Json.text(data, field).orElse(""))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("  "));
  }

  static String status(JsonNode data) {
    return "status: " + Json.text(data, "status").orElse("?").replace('_', ' ');
  }

  static String step(JsonNode data) {
    return String.format(
            Locale.ROOT,
            "%-13s %-10s %s",
            Json.text(data, "name").orElse("?"),
            Json.text(data, "status").orElse("?"),
            Json.text(data, "summary").orElse(""))
        .stripTrailing();
  }

  static String attempt(JsonNode data) {
    JsonNode failure = data.path("failure");
    String what = Json.text(data, "step").orElse("?") + " attempt " + data.path("number").asInt();
    if (!failure.isObject()) {
      return "  " + what;
    }
    String type = Json.text(failure, "type").map(text -> " (" + text + ")").orElse("");
    return "  " + what + " failed" + type + ": " + Json.text(failure, "message").orElse("");
  }
}
