package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.SafeText;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.view.Deployment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Prints log lines that arrive as NDJSON. */
final class LogLines {
  private final Verb verb;
  private long printed;
  private Optional<String> next = Optional.empty();

  LogLines(Verb verb) {
    this.verb = verb;
  }

  /** Prints the stream's lines that have not been printed yet. */
  void print(InputStream stream) throws IOException {
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      long number = 0;
      String line;
      while ((line = lines.readLine()) != null) {
        if (!line.isBlank() && ++number > printed) {
          print(line);
          printed = number;
        }
      }
    }
  }

  /** What to request to continue where the server's answer ended; empty if that was all. */
  Optional<String> next() {
    return next;
  }

  /** Prints one line. */
  void print(String line) {
    Optional<JsonNode> read = Json.parse(line);
    next = read.flatMap(entry -> Json.text(entry, "next"));
    if (next.isPresent()) {
      return;
    }
    Optional<JsonNode> tree = verb.json ? Optional.empty() : read;
    verb.console().out(tree.filter(JsonNode::isObject).map(this::text).orElse(line));
  }

  private String text(JsonNode entry) {
    String time =
        Deployment.time(entry, "time")
            .map(at -> TimeText.clock(at, verb.session.zone()) + "  ")
            .orElse("");
    String step = Json.text(entry, "step").map(name -> name + attempt(entry) + "  ").orElse("");
    String words = Json.text(entry, "line").or(() -> Json.text(entry, "message")).orElse("");
    return verb.console().paint().dim(time + step) + SafeText.of(words).stripTrailing();
  }

  private static String attempt(JsonNode entry) {
    int number = entry.path("attempt").asInt(1);
    return number > 1 ? "#" + number : "";
  }
}
