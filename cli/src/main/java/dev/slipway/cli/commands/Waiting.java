package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.request.UsageError;
import picocli.CommandLine.Option;

/** A verb that starts or continues a deployment, which a script may not want to wait for. */
abstract class Waiting extends Following {
  @Option(names = "--no-wait", description = "Return as soon as the server has accepted it.")
  private boolean noWait;

  final boolean waits() {
    return !noWait;
  }

  Waiting(Session session) {
    super(session);
  }

  /** Stops here with --no-wait, else follows the accepted deployment. */
  final int afterAccepted(JsonNode accepted) {
    String id =
        Json.text(accepted, "deployment_id")
            .orElseThrow(() -> new UsageError("The server's answer has no deployment_id."));
    if (noWait) {
      print(accepted, _ -> acceptedAs(id, accepted));
      return ExitCode.DONE;
    }
    if (!json) {
      accepted(id, accepted);
    }
    return follow(id);
  }

  private void accepted(String id, JsonNode accepted) {
    console().out("Accepted as " + id);
    page(id);
    for (JsonNode added : accepted.path("tightened")) {
      console()
          .out(
              "%s: %s, by rule '%s' of %s"
                  .formatted(
                      added.path("field").asText(),
                      added.path("value").asText(),
                      added.path("rule").asText(),
                      added.path("owner").asText()));
    }
  }

  final void page(String id) {
    String page = address().page("/deployments/" + id);
    console().out(console().paint().dim("  page  ") + page);
  }

  private void acceptedAs(String id, JsonNode accepted) {
    accepted(id, accepted);
    console().out(console().paint().dim("  → " + console().command() + " watch " + id));
  }
}
