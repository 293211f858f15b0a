package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.request.AgentAddress;
import dev.slipway.cli.request.ReuseOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slipway redeploy}. */
@Command(
    name = "redeploy",
    header = "Deploy the live revision again, without a build: repairs manual changes.",
    footer = {"", "Example:", "  slipway redeploy weather --reason \"memory changed manually\""})
final class Redeploy extends Waiting {
  @Parameters(
      paramLabel = "AGENT",
      description = "Function or stack name, or [ACCOUNT/]REGION/STACK.")
  private String agent = "";

  @Mixin private ReuseOptions options = new ReuseOptions();

  Redeploy(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    AgentAddress address = AgentAddress.find(api(), agent);
    ObjectNode request = Json.object();
    options.addTo(request);
    return afterAccepted(
        waitingFor("waiting for the server", () -> api().post(address.path("redeploy"), request)));
  }
}
