package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.request.AgentAddress;
import dev.slipway.cli.request.ReuseOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway rollback}. */
@Command(
    name = "rollback",
    header = "Roll an agent back to an earlier revision, without a build.",
    footer = {"", "Example:", "  slipway rollback weather --to 3 --reason \"wrong answers\""})
final class Rollback extends Waiting {
  @Parameters(
      paramLabel = "AGENT",
      description = "Function or stack name, or [ACCOUNT/]REGION/STACK.")
  private String agent = "";

  @Option(names = "--to", required = true, paramLabel = "REV", description = "The revision.")
  private int revision;

  @Mixin private ReuseOptions options = new ReuseOptions();

  Rollback(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    AgentAddress address = AgentAddress.find(api(), agent);
    ObjectNode request = Json.object().put("to_revision", revision);
    options.addTo(request);
    return afterAccepted(
        waitingFor("waiting for the server", () -> api().post(address.path("rollback"), request)));
  }
}
