package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.view.WorkersText;
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
    new WorkersText(console(), session.zone()).print(answer);
  }
}
