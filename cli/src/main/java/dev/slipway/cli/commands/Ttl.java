package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.request.AgentAddress;
import dev.slipway.cli.view.Deployment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway ttl}. */
@Command(
    name = "ttl",
    header = "Set how long an agent lives from now.",
    footer = {
      "",
      "Examples:",
      "  slipway ttl weather 2h --reason \"the demo lasts longer\"",
      "  slipway ttl weather none"
    })
final class Ttl extends Verb {
  @Parameters(
      index = "0",
      paramLabel = "AGENT",
      description = "Function or stack name, or [ACCOUNT/]REGION/STACK.")
  private String agent = "";

  @Parameters(
      index = "1",
      paramLabel = "DURATION",
      description = "From now, such as 30m, 2h or 7d; none: never expires.")
  private String ttl = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  private @Nullable String reason;

  Ttl(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    AgentAddress address = AgentAddress.find(api(), agent);
    ObjectNode request = Json.object().put("ttl", ttl);
    if (reason != null) {
      request.put("reason", reason);
    }
    JsonNode answer =
        waitingFor("waiting for the server", () -> api().post(address.path("ttl"), request));
    print(answer, this::say);
    return ExitCode.DONE;
  }

  private String dateAndClock(Instant at) {
    return TimeText.dateAndClock(at, session.zone());
  }

  private void say(JsonNode answer) {
    console()
        .out(
            Deployment.time(answer, "expires_at")
                .map(at -> "It will be destroyed at %s.".formatted(dateAndClock(at)))
                .orElse("It stays until it is destroyed."));
  }
}
