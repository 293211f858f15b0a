package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.console.Table;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.view.Deployment;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway workers}. */
@Command(
    name = "workers",
    header = "Show the workers' builds and what still runs on them, or promote one.",
    description = "See also: 'workers promote BUILD', for an upgrade of Slipway and its rollback.",
    footer = {"", "Examples:", "  slipway workers", "  slipway workers promote 0.2.0"})
final class Workers extends Verb {
  Workers(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    print(
        waitingFor("asking for the workers", () -> api().get(Path.of("workers"))), this::printAll);
    return ExitCode.DONE;
  }

  @Command(
      name = "promote",
      mixinStandardHelpOptions = true,
      header = "Give new work to the workers of a build, and agents to it.",
      description = "Deployments that run or are parked end on the build that they began on.")
  Integer promote(
      @Parameters(paramLabel = "BUILD", description = "As SLIPWAY_WORKER_BUILD names it.")
          String build) {
    JsonNode answer =
        waitingFor(
            "promoting " + build,
            () -> api().post(Path.of("workers", build, "promote"), Json.object()));
    print(answer, this::printAll);
    return ExitCode.DONE;
  }

  private void printAll(JsonNode answer) {
    if (!answer.path("versioned").asBoolean()) {
      console()
          .out(
              "The workers belong to no build: each goes on with what any other began (SLIPWAY_WORKER_BUILD changes that).");
      return;
    }
    var table = new Table("BUILD", "STATUS", "SINCE", "POLLERS", "UNFINISHED", "DEPLOYMENTS");
    answer
        .path("builds")
        .forEach(
            build ->
                table.row(
                    build.path("build").asText(),
                    build.path("status").asText(),
                    Deployment.time(build, "since")
                        .map(at -> TimeText.dateAndClock(at, session.zone()))
                        .orElse(""),
                    pollers(build.path("pollers")),
                    build.path("unfinished").asText(),
                    ids(build.path("deployments"))));
    table.print(console());
    String without = pollers(answer.path("without_build"));
    if (!without.equals("none")) {
      console().out("Workers without a build: " + without);
    }
    if (Json.text(answer, "current").isEmpty()) {
      console()
          .err(
              "No build is current: only workers without one are given new work. Promote one: %s workers promote BUILD"
                  .formatted(console().command()));
    }
  }

  /** Such as {@code plan 2, cloud 2}. */
  private static String pollers(JsonNode counts) {
    String all =
        counts.properties().stream()
            .filter(count -> count.getValue().asInt() > 0)
            .map(count -> count.getKey() + " " + count.getValue().asInt())
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "none" : all;
  }

  private static String ids(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
  }
}
