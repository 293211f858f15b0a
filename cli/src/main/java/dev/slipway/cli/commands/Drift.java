package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.request.AgentAddress;
import dev.slipway.cli.view.DriftText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway drift}. */
@Command(
    name = "drift",
    header = "Check whether an agent is still as it was deployed.",
    description = "Exits with 1 if it is not, or if that could not be determined.",
    footer = {
      "",
      "Examples:",
      "  slipway drift weather",
      "  slipway drift weather --every 6h     (and automatically from now on)",
      "  slipway drift weather --every off"
    })
final class Drift extends Verb {
  @Parameters(
      paramLabel = "AGENT",
      description = "Function or stack name, or [ACCOUNT/]REGION/STACK.")
  private String agent = "";

  @Option(
      names = "--every",
      paramLabel = "T",
      description = "Check automatically this often, 5m to 30d; off: on demand only.")
  private @Nullable String every;

  Drift(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    AgentAddress address = AgentAddress.find(api(), agent);
    ObjectNode request = Json.object();
    if (every != null) {
      request.put("every", every);
    }
    JsonNode answer =
        waitingFor("checking the agent", () -> api().post(address.path("drift"), request));
    print(answer, report -> new DriftText(console()).print(address.toString(), report));
    return "in_sync".equals(Json.text(answer, "status").orElse(""))
        ? ExitCode.DONE
        : ExitCode.FAILED;
  }
}
