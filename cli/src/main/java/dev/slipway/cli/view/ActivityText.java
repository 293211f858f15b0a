package dev.slipway.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.SafeText;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.Json;
import java.time.ZoneId;

/** What people have decided about a deployment, and why. */
public final class ActivityText {
  private final Console console;
  private final ZoneId zone;

  /**
   * A text for this console.
   *
   * @param zone whose time is shown
   */
  public ActivityText(Console console, ZoneId zone) {
    this.console = console;
    this.zone = zone;
  }

  /** Nothing if no one has decided anything. */
  public void print(Deployment deployment) {
    if (deployment.list("decisions").isEmpty()) {
      return;
    }
    console.out("");
    console.out("  " + console.paint().bold("Decisions"));
    deployment.list("decisions").forEach(this::print);
    console.out("");
  }

  private void print(JsonNode decision) {
    String at =
        Deployment.time(decision, "at").map(time -> TimeText.dateAndClock(time, zone)).orElse("?");
    String verb = Json.text(decision, "verb").orElse("?");
    console.out(
        "  "
            + console.paint().dim(at)
            + "  "
            + SafeText.of(
                verb
                    + (decision.path("changes").asBoolean() ? " with changes" : "")
                    + " by "
                    + Json.text(decision, "by").orElse("?")
                    + Json.text(decision, "reason").map(why -> ": " + why).orElse("")));
  }
}
