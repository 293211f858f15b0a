package dev.slipway.cli.commands;

import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway audit}. */
@Command(
    name = "audit",
    header = "Print the audit bundle of a deployment: who, when, why, hashes, history.",
    footer = {"", "Example:", "  slipway audit ID > bundle.json"})
final class Audit extends Verb {
  @Parameters(paramLabel = "ID", description = "The deployment.")
  private String id = "";

  Audit(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    var bundle =
        waitingFor("reading the bundle", () -> api().get(Path.of("deployments", id, "audit")));
    console().out(Json.pretty(bundle));
    return ExitCode.DONE;
  }
}
