package dev.slipway.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.Paint;
import dev.slipway.cli.console.Table;
import dev.slipway.cli.http.Json;
import java.util.List;
import java.util.function.UnaryOperator;

/** What was created, and what happened or would happen to it. */
public final class LedgerText {
  private LedgerText() {}

  /** What destroying an agent would do; nothing has been done yet. */
  public static void printPreview(Console console, List<JsonNode> entries) {
    if (entries.isEmpty()) {
      console.out("Nothing of it is left on AWS.");
      return;
    }
    print(console, "Would be removed or kept", entries, LedgerText::intent);
  }

  private static String intent(String action) {
    return action.equals("deleted") ? "remove" : "keep";
  }

  public static void print(Console console, String title, List<JsonNode> entries) {
    print(console, title, entries, action -> action.replace('_', ' '));
  }

  private static void print(
      Console console, String title, List<JsonNode> entries, UnaryOperator<String> words) {
    if (entries.isEmpty()) {
      return;
    }
    Paint paint = console.paint();
    console.out("");
    console.out("  " + paint.bold(title));
    var table = new Table("ACTION", "RESOURCE", "ID", "REASON");
    for (JsonNode entry : entries) {
      table.row(
          words.apply(text(entry, "action")),
          text(entry, "resource"),
          text(entry, "id"),
          text(entry, "reason"));
    }
    int width = console.isTerminal() ? console.width() - 2 : Integer.MAX_VALUE;
    table.lines(width).forEach(line -> console.out("  " + painted(paint, line)));
  }

  private static String text(JsonNode entry, String field) {
    return Json.text(entry, field).orElse("");
  }

  private static String painted(Paint paint, String line) {
    return line.startsWith("failed") ? paint.red(line) : line;
  }
}
