package dev.slipway.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.Paint;
import dev.slipway.cli.console.SafeText;
import dev.slipway.cli.http.Json;

/** A failure: what happened, how we know, and what to do next. */
public final class FailureText {
  private final Console console;
  private final Paint paint;

  public FailureText(Console console) {
    this.console = console;
    this.paint = console.paint();
  }

  public void print(JsonNode failure) {
    String type = Json.text(failure, "type").orElse("unknown");
    console.out("");
    console.out(
        "  "
            + paint.red(paint.bold(Json.text(failure, "class").orElse("failure") + ": " + type))
            + Json.text(failure, "step").map(step -> " in " + step).orElse("")
            + (failure.path("transient").asBoolean() ? " (may be transient)" : ""));
    Json.text(failure, "message").ifPresent(message -> indented("  ", message));
    failure.path("evidence").forEach(line -> indented("    | ", line.asText()));
    Json.text(failure, "next_action")
        .ifPresent(next -> indented("  " + paint.bold("Next: "), next));
  }

  private void indented(String margin, String text) {
    SafeText.of(text).lines().forEach(line -> console.out(margin + line));
  }
}
