package dev.slipway.starter.live;

import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.requests.InvocationReader;
import dev.slipway.workflows.turn.Revision;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Asks the live revision of an agent a question. */
@Component
public final class Console {
  private final Agents agents;
  private final InvocationReader reader;
  private final Invocations invocations;

  Console(Agents agents, InvocationReader reader, Invocations invocations) {
    this.agents = agents;
    this.reader = reader;
    this.invocations = invocations;
  }

  public InvocationResponse ask(String region, String stackName, JsonNode body) {
    var asked = reader.read(body);
    Revision live = Agents.live(agents.require(region, stackName));
    return asked.viaUrl()
        ? invocations.invokeUrl(region, live.outputs(), asked.payload(), live.spec().timeout())
        : invocations.invoke(region, live, asked.payload());
  }
}
