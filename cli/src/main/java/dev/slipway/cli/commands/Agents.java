package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.console.Table;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.request.AgentAddress;
import picocli.CommandLine.Command;

/** {@code slipway agents}. */
@Command(name = "agents", header = "List the agents that are deployed.")
final class Agents extends Verb {
  Agents(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    JsonNode answer = waitingFor("reading the agents", () -> api().get(Path.of("agents")));
    print(answer, this::printTable);
    return ExitCode.DONE;
  }

  private void printTable(JsonNode answer) {
    if (answer.path("agents").isEmpty()) {
      console().err("No agents. Deploy one: slipway deploy FILE --name NAME");
      return;
    }
    var table = new Table("AGENT", "REGION/STACK", "LIVE", "REVISIONS", "QUEUE", "TTL");
    for (JsonNode entry : answer.path("agents")) {
      AgentAddress agent = AgentAddress.of(entry);
      table.row(
          agent.name(),
          agent.toString(),
          liveRevision(entry),
          count(entry.path("revisions")),
          count(entry.path("queue")),
          Json.text(entry, "ttl").orElse(""));
    }
    table.print(console());
  }

  /** The revision's number, whether it comes alone or with its particulars. */
  private static String liveRevision(JsonNode entry) {
    JsonNode live = entry.path("live_revision");
    JsonNode number = live.isObject() ? live.path("revision") : live;
    return number.isNull() ? "" : number.asText("");
  }

  private static String count(JsonNode list) {
    return list.isArray() ? String.valueOf(list.size()) : list.isNull() ? "" : list.asText("");
  }
}
