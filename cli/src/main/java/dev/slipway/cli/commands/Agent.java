package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.request.AgentAddress;
import dev.slipway.cli.view.AgentText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway agent}. */
@Command(name = "agent", header = "Show an agent: live revision, revisions, queue, ttl.")
final class Agent extends Verb {
  @Parameters(
      paramLabel = "AGENT",
      description = "Function or stack name, or [ACCOUNT/]REGION/STACK.")
  private String agent = "";

  Agent(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    AgentAddress address = AgentAddress.find(api(), agent);
    JsonNode answer = waitingFor("reading the agent", () -> api().get(address.path()));
    print(answer, new AgentText(console(), session.zone(), address())::print);
    return ExitCode.DONE;
  }
}
