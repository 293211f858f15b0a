package dev.slipway.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.Paint;
import dev.slipway.cli.http.Json;
import dev.slipway.project.compare.VisibleText;
import java.util.Arrays;

/**
 * A comparison as {@code diff -u} prints it: in a pipe byte for byte, so that it can be applied; on
 * a terminal with colors, and with what is invisible named.
 */
public final class DiffText {
  private final Console console;
  private final String agent;

  public DiffText(Console console, String agent) {
    this.console = console;
    this.agent = agent;
  }

  public void print(JsonNode comparison) {
    String sides =
        "%s: %s → %s"
            .formatted(agent, title(comparison.path("from")), title(comparison.path("to")));
    if (comparison.path("same").asBoolean()) {
      console.err(sides + ": no difference");
      return;
    }
    line(sides, console.paint().bold(VisibleText.of(sides)));
    comparison.path("settings").forEach(this::setting);
    cost(comparison.path("cost"));
    comparison.path("files").forEach(this::file);
  }

  private static String title(JsonNode side) {
    return Json.text(side, "title")
        .or(() -> Json.text(side, "revision").map(number -> "revision " + number))
        .or(() -> Json.text(side, "deployment_id").map(id -> "deployment " + id))
        .orElse("nothing");
  }

  private void setting(JsonNode setting) {
    String text =
        "%s: %s → %s"
            .formatted(
                Json.text(setting, "field").orElse("?"),
                Json.text(setting, "from").orElse("not set"),
                Json.text(setting, "to").orElse("not set"));
    line(text, console.paint().yellow(VisibleText.of(text)));
  }

  private void cost(JsonNode cost) {
    var before = Json.text(cost, "from_monthly_usd");
    var after = Json.text(cost, "to_monthly_usd");
    if (before.isPresent() && after.isPresent() && !before.equals(after)) {
      String text = "cost of 10,000 calls a month: $%s → $%s".formatted(before.get(), after.get());
      line(text, console.paint().yellow(text));
    }
  }

  private void file(JsonNode file) {
    if (file.path("binary").asBoolean()) {
      String text = "Binary file %s differs".formatted(Json.text(file, "path").orElse("?"));
      line(text, text);
    }
    Json.text(file, "diff").stream()
        // Not lines(), which would also take a carriage return for the end of a line.
        .flatMap(diff -> Arrays.stream(diff.replaceFirst("\n$", "").split("\n", -1)))
        .filter(text -> !text.isEmpty())
        .forEach(text -> line(text, painted(VisibleText.of(text), console.paint())));
    if (!file.path("complete").asBoolean(true)) {
      console.err(
          "%s: the rest is left out; slipway source %s REV --out DIR has all of it"
              .formatted(Json.text(file, "path").orElse("?"), agent));
    }
  }

  private static String painted(String line, Paint paint) {
    if (line.startsWith("--- ") || line.startsWith("+++ ")) {
      return paint.bold(line);
    }
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> paint.green(line);
      case '-' -> paint.red(line);
      case '@' -> paint.cyan(line);
      case '\\' -> paint.dim(line);
      default -> line;
    };
  }

  private void line(String raw, String forPeople) {
    if (console.isTerminal()) {
      console.out(forPeople);
    } else {
      console.print(raw);
    }
  }
}
