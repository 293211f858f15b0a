package dev.slipway.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.Paint;
import dev.slipway.cli.console.SafeText;
import dev.slipway.cli.console.Table;
import dev.slipway.cli.http.Json;

/** Whether an agent is as it was deployed, and what differs. */
public final class DriftText {
  private final Console console;
  private final Paint paint;

  public DriftText(Console console) {
    this.console = console;
    this.paint = console.paint();
  }

  public void print(String agent, JsonNode report) {
    String status = text(report, "status");
    console.out(
        verdict(status)
            + ": "
            + agent
            + Json.text(report, "revision").map(number -> ", revision " + number).orElse(""));
    if (!report.path("findings").isEmpty()) {
      var table = new Table("WHAT", "DEPLOYED", "NOW");
      report
          .path("findings")
          .forEach(
              finding ->
                  table.row(
                      text(finding, "what"), text(finding, "expected"), text(finding, "actual")));
      int width = console.isTerminal() ? console.width() - 2 : Integer.MAX_VALUE;
      table.lines(width).forEach(line -> console.out("  " + line));
    }
    report
        .path("notes")
        .forEach(
            note -> console.out("  " + paint.yellow("note") + "  " + SafeText.of(note.asText())));
    Json.text(report, "every")
        .ifPresent(every -> console.out(paint.dim("  checked automatically every " + every)));
    if (status.equals("drifted")) {
      console.out(paint.dim("  → " + console.command() + " redeploy " + agent + " --reason TEXT"));
    }
  }

  private String verdict(String status) {
    return switch (status) {
      case "in_sync" -> paint.green("In sync");
      case "drifted" -> paint.red("Drifted");
      default -> paint.yellow("Unknown");
    };
  }

  private static String text(JsonNode tree, String field) {
    return Json.text(tree, field).map(SafeText::of).orElse("");
  }
}
