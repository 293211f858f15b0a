package dev.slipway.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.Table;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.Json;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** The workers' builds: a table, what holds up those that go, and what is wrong. */
public final class WorkersText {
  private final Console console;
  private final ZoneId zone;

  public WorkersText(Console console, ZoneId zone) {
    this.console = console;
    this.zone = zone;
  }

  public void print(JsonNode answer) {
    if (!answer.path("versioned").asBoolean()) {
      console.out("The workers belong to no build (SLIPWAY_WORKER_BUILD would give them one).");
      return;
    }
    printTable(answer.path("builds"));
    int without = workers(answer.path("without_build"));
    if (without > 0) {
      console.out("Workers without a build: " + without);
    }
    Json.text(answer, "changed_by").ifPresent(by -> console.out("Last promoted by: " + by));
    answer.path("builds").forEach(this::printWork);
    answer.path("builds").forEach(this::warn);
    if (Json.text(answer, "current").isEmpty()) {
      console.err("No build is current: only workers without one are given new work.");
      console.err("Promote one: %s workers promote BUILD".formatted(console.command()));
    }
  }

  private void printTable(JsonNode builds) {
    var table = new Table("BUILD", "STATUS", "SINCE", "WORKERS", "UNFINISHED");
    for (JsonNode build : builds) {
      table.row(
          name(build),
          status(build),
          Deployment.time(build, "since").map(at -> TimeText.dateAndClock(at, zone)).orElse(""),
          String.valueOf(workers(build.path("pollers"))),
          build.path("unfinished").asText());
    }
    table.print(console);
  }

  /** Not those of the current build, which hold nothing up: they are in the list of all. */
  private void printWork(JsonNode build) {
    if (status(build).equals("current") || build.path("deployments").isEmpty()) {
      return;
    }
    console.out("Deployments that end on %s:".formatted(name(build)));
    build.path("deployments").forEach(id -> console.out("  " + id.asText()));
  }

  private void warn(JsonNode build) {
    JsonNode pollers = build.path("pollers");
    boolean hasWork = status(build).equals("current") || build.path("unfinished").asInt() > 0;
    if (workers(pollers) == 0 && hasWork) {
      console.err("Build %s has work, but no workers: start them again.".formatted(name(build)));
    } else if (workers(pollers) > 0 && !unserved(pollers).isEmpty()) {
      console.err(
          "No worker of build %s polls %s."
              .formatted(name(build), String.join(", ", unserved(pollers))));
    }
  }

  /** Each worker polls every queue, unless it is just starting or failing. */
  private static int workers(JsonNode pollers) {
    return pollers.valueStream().mapToInt(JsonNode::asInt).max().orElse(0);
  }

  private static List<String> unserved(JsonNode pollers) {
    return pollers.properties().stream()
        .filter(queue -> queue.getValue().asInt() == 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String name(JsonNode build) {
    return build.path("build").asText();
  }

  private static String status(JsonNode build) {
    return build.path("status").asText();
  }
}
