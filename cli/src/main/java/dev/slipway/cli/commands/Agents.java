package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.console.Table;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.request.AgentAddress;
import dev.slipway.cli.view.Deployment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway agents}. */
@Command(name = "agents", header = "List the deployed agents.")
final class Agents extends Verb {
  @Option(names = "--account", paramLabel = "ALIAS", description = "In this account.")
  private @Nullable String account;

  Agents(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    JsonNode answer = waitingFor("reading the agents", () -> AgentAddress.list(api(), account));
    print(answer, this::printTable);
    return ExitCode.DONE;
  }

  private void printTable(JsonNode answer) {
    if (answer.path("agents").isEmpty()) {
      console().err("No agents. Deploy one: " + console().command() + " deploy FILE --name NAME");
      return;
    }
    var table =
        new Table("AGENT", "REGION/STACK", "LIVE", "REVISIONS", "QUEUE", "EXPIRES", "NEEDS");
    for (JsonNode entry : answer.path("agents")) {
      AgentAddress agent = AgentAddress.of(entry);
      table.row(
          agent.name(),
          agent.toString(),
          Json.text(entry.path("live"), "number").orElse(""),
          count(entry.path("revisions")),
          queue(entry.path("queue")),
          Deployment.time(entry, "expires_at")
              .map(at -> TimeText.dateAndClock(at, session.zone()))
              .orElse(""),
          needs(entry));
    }
    table.print(console());
  }

  /** What someone should look at. */
  private static String needs(JsonNode entry) {
    List<String> needs = new ArrayList<>();
    if (entry.path("drift").path("status").asText().equals("drifted")) {
      needs.add("drifted");
    }
    if (entry.path("audit").path("trouble").isTextual()) {
      needs.add("not audited");
    }
    return String.join(", ", needs);
  }

  private static String count(JsonNode list) {
    return list.isArray() ? String.valueOf(list.size()) : list.isNull() ? "" : list.asText("");
  }

  /** How many are running or waiting. */
  private static String queue(JsonNode queue) {
    int working = queue.path("running").isTextual() ? 1 : 0;
    return String.valueOf(working + queue.path("waiting").size());
  }
}
