package dev.slipway.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.Table;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.Json;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Who a caller is, and what they may do, as text. */
public final class IdentityText {
  private final Console console;
  private final ZoneId zone;

  public IdentityText(Console console, ZoneId zone) {
    this.console = console;
    this.zone = zone;
  }

  /**
   * Prints the answer of whoami.
   *
   * @param origin where the token came from
   */
  public void print(JsonNode whoami, String origin) {
    JsonNode principal = whoami.path("principal");
    console.out(console.paint().bold(name(principal)));
    line("issuer", Json.text(principal, "issuer").orElse("?"));
    line("subject", Json.text(principal, "subject").orElse("?"));
    line("signed in by", Json.text(principal, "method").orElse("?"));
    line(
        "token",
        origin
            + Json.text(principal, "token_id").map(id -> ", " + id).orElse("")
            + until(whoami, zone));
    if (whoami.path("roles").isEmpty()) {
      console.out("No roles: an administrator grants them in the server's policy file.");
      return;
    }
    var table = new Table("ROLE", "AGENTS", "REGIONS", "ACCOUNTS");
    for (JsonNode role : whoami.path("roles")) {
      table.row(
          Json.text(role, "role").orElse("?"),
          patterns(role, "agents"),
          patterns(role, "regions"),
          patterns(role, "accounts"));
    }
    table.print(console);
  }

  private void line(String label, String text) {
    console.out("  %-12s  %s".formatted(label, text));
  }

  /** What people call them, or who they are to their issuer. */
  public static String name(JsonNode principal) {
    return Json.text(principal, "name")
        .or(() -> Json.text(principal, "subject"))
        .orElse("an unknown person");
  }

  /** Such as {@code , until 2026-12-24 10:00:00}; nothing if it does not expire. */
  public static String until(JsonNode answer, ZoneId zone) {
    return Deployment.time(answer, "expires_at")
        .map(at -> ", until " + TimeText.dateAndClock(at, zone))
        .orElse("");
  }

  /** A list of patterns; an absent or empty one is for all. */
  public static String patterns(JsonNode scope, String field) {
    List<String> patterns = new ArrayList<>();
    scope.path(field).forEach(pattern -> patterns.add(pattern.asText()));
    return patterns.isEmpty() ? "all" : String.join(", ", patterns);
  }
}
