package dev.slipway.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.api.Status;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.Paint;
import dev.slipway.cli.console.SafeText;
import dev.slipway.cli.console.Table;
import dev.slipway.cli.console.TextWidth;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.Json;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A plan: what would be added (+), changed (~), removed (-) and replaced (!). */
public final class PlanText {
  private final Console console;
  private final Paint paint;
  private final ZoneId zone;

  /**
   * A text for this console.
   *
   * @param zone whose time is shown
   */
  public PlanText(Console console, ZoneId zone) {
    this.console = console;
    this.zone = zone;
    this.paint = console.paint();
  }

  /** The plan with its comparison; nothing if there is none. */
  public void print(Deployment deployment) {
    JsonNode plan = deployment.json().path("plan");
    if (!plan.isObject()) {
      return;
    }
    console.out("");
    console.out("  " + paint.bold("Plan") + headline(plan));
    JsonNode voided = plan.path("voided");
    if (voided.isObject()) {
      console.out(
          "  "
              + paint.yellow("The approval of " + text(voided, "approved_by") + " is void. ")
              + text(voided, "why"));
    }
    changes(plan);
    differences("Parameters", plan.path("parameters"), plan.path("creates").asBoolean());
    differences("Environment (names only)", plan.path("environment"), false);
    code(plan.path("code"));
    cost(plan.path("cost"));
    Json.text(plan, "approved_by").ifPresent(by -> approval(plan, by));
    if (deployment.status() == Status.AWAITING_APPROVAL) {
      Deployment.time(plan, "expires_at")
          .ifPresent(end -> line("waits until", TimeText.dateAndClock(end, zone)));
    }
  }

  private static String headline(JsonNode plan) {
    if (plan.path("empty").asBoolean()) {
      return ": the stack needs no change";
    }
    return plan.path("creates").asBoolean() ? ": a new stack" : ": changes to the live stack";
  }

  private void changes(JsonNode plan) {
    var table = new Table("", "RESOURCE", "TYPE", "INTERRUPTS");
    List<String> signs = new ArrayList<>();
    for (JsonNode change : plan.path("changes")) {
      String sign = sign(change);
      signs.add(sign);
      table.row(
          sign,
          text(change, "logical_id"),
          text(change, "resource_type"),
          text(change, "interrupts"));
    }
    if (signs.isEmpty()) {
      return;
    }
    int width = console.isTerminal() ? console.width() - 2 : Integer.MAX_VALUE;
    List<String> lines = table.lines(width);
    console.out("  " + paint.dim(lines.getFirst()));
    for (int row = 0; row < signs.size(); row++) {
      console.out("  " + painted(signs.get(row), lines.get(row + 1)));
    }
  }

  private static String sign(JsonNode change) {
    return switch (text(change, "action")) {
      case "Add" -> "+";
      case "Remove" -> "-";
      default ->
          switch (text(change, "replacement")) {
            case "True" -> "!";
            case "Conditional" -> "?";
            default -> "~";
          };
    };
  }

  private String painted(String sign, String line) {
    return switch (sign) {
      case "+" -> paint.green(line);
      case "-", "!" -> paint.red(line);
      case "?" -> paint.yellow(line);
      default -> line;
    };
  }

  /** A new stack's values are in the request; only differences are worth a line. */
  private void differences(String title, JsonNode differences, boolean allNew) {
    if (differences.isEmpty() || allNew) {
      return;
    }
    console.out("  " + title);
    for (JsonNode difference : differences) {
      console.out(
          "    %s: %s → %s"
              .formatted(
                  text(difference, "name"), value(difference, "from"), value(difference, "to")));
    }
  }

  private static String value(JsonNode difference, String field) {
    String value = Json.text(difference, field).map(SafeText::of).orElse("none");
    return value.isEmpty() ? "empty" : TextWidth.cut(value, 60);
  }

  private void code(JsonNode code) {
    if (!code.isObject()) {
      return;
    }
    String lines =
        code.path("lines_added").isNumber()
            ? "   +%d -%d lines"
                .formatted(code.path("lines_added").asInt(), code.path("lines_removed").asInt())
            : "";
    line("source", hash(code, "from_sha256") + " → " + hash(code, "to_sha256") + lines);
    if (!text(code, "from_lock_sha256").equals(text(code, "to_lock_sha256"))) {
      line("dependencies", hash(code, "from_lock_sha256") + " → " + hash(code, "to_lock_sha256"));
    }
  }

  private static String hash(JsonNode code, String field) {
    return Json.text(code, field).map(hash -> TextWidth.cut(hash, 13)).orElse("none");
  }

  private void cost(JsonNode cost) {
    if (cost.path("to_monthly_usd").isNumber()) {
      String from =
          cost.path("from_monthly_usd").isNumber()
              ? "$" + cost.path("from_monthly_usd").asText() + " → "
              : "";
      line("cost a month", from + "$" + cost.path("to_monthly_usd").asText());
    }
  }

  private void approval(JsonNode plan, String by) {
    line("approved by", by + Json.text(plan, "reason").map(why -> ": " + why).orElse(""));
  }

  private void line(String label, String value) {
    console.out("  " + paint.dim(label) + " ".repeat(15 - label.length()) + SafeText.of(value));
  }

  private static String text(JsonNode tree, String field) {
    return Json.text(tree, field).map(SafeText::of).orElse("");
  }
}
