package dev.slipway.starter.live;

import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.requests.InvocationReader;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.turn.Revision;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Asks the live revision of an agent a question. */
@Component
final class Console {
  private final Agents agents;
  private final InvocationReader reader;
  private final Invocations invocations;

  Console(Agents agents, InvocationReader reader, Invocations invocations) {
    this.agents = agents;
    this.reader = reader;
    this.invocations = invocations;
  }

  /** Asks it; {@code account} is the alias of its account, absent for the server's own. */
  InvocationResponse ask(String region, String stackName, @Nullable String account, JsonNode body) {
    var asked = reader.read(body);
    AgentState agent = agents.require(region, stackName, account);
    Revision live = Agents.live(agent);
    return asked.viaUrl()
        ? invokeUrl(agent, live, asked)
        : invocations.invoke(agent.agent(), live, asked.payload(), asked.session());
  }

  /** Likewise, for a caller who takes the answer in events. */
  void stream(
      String region, String stackName, @Nullable String account, JsonNode body, AnswerEvents events)
      throws IOException {
    var asked = reader.read(body);
    AgentState agent = agents.require(region, stackName, account);
    Revision live = Agents.live(agent);
    if (asked.viaUrl()) {
      events.end(invokeUrl(agent, live, asked));
    } else {
      try {
        invocations.stream(agent.agent(), live, asked.payload(), asked.session(), events);
      } catch (EventChannel.CallerGone gone) {
        throw gone; // No one is left to notify.
      } catch (IOException brokenOff) {
        events.failure("The agent broke off its answer.");
      }
    }
  }

  private InvocationResponse invokeUrl(
      AgentState agent, Revision live, InvocationReader.Invocation asked) {
    return invocations.invokeUrl(
        agent.agent(), live.outputs(), asked.payload(), live.spec().timeout());
  }
}
