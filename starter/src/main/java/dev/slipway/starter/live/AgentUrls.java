package dev.slipway.starter.live;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.accounts.KnownAccounts;
import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.temporal.Visibility;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.turn.Revision;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Calls agents by the URL they were given here; any other address is refused. */
@Component
public final class AgentUrls {
  /** How many pages of the agent list are searched; beyond them, name the agent. */
  private static final int MAX_PAGES = 25;

  private final Agents agents;
  private final Invocations invocations;
  private final Permissions permissions;
  private final KnownAccounts accounts;

  AgentUrls(
      Agents agents, Invocations invocations, Permissions permissions, KnownAccounts accounts) {
    this.accounts = accounts;
    this.agents = agents;
    this.invocations = invocations;
    this.permissions = permissions;
  }

  /** The live revision behind a URL, and whose it is. */
  public record Known(AgentKey agent, Revision live) {}

  /** Whose URL this is; 404 when it belongs to no live agent. */
  public Known require(String url) {
    String wanted = bare(url);
    String token = null;
    for (int page = 0; page < MAX_PAGES; page++) {
      var found = agents.list(Visibility.MAX_PER_PAGE, token);
      for (AgentState agent : found.agents()) {
        Optional<Revision> live = agent.live().filter(known -> answers(known.outputs(), wanted));
        if (live.isPresent()) {
          permissions.require(Role.OPERATOR, agent.agent(), notFound());
          return new Known(accounts.today(agent.agent()), live.get());
        }
      }
      token = found.nextToken();
      if (token == null) {
        break;
      }
    }
    throw notFound();
  }

  private static ProblemException notFound() {
    return ProblemException.notFound(
        "function_url: not the URL of an agent that is live here (expected: one of those in the"
            + " outputs of a deployment)");
  }

  /** The agent's answer; never called twice. */
  public InvocationResponse ask(Known agent, String payload, @Nullable Duration timeout) {
    return invocations.invokeUrl(
        agent.agent(), agent.live().outputs(), payload, callTimeout(agent, timeout));
  }

  /** The agent's answer, piece by piece. */
  public void stream(
      Known agent, String payload, @Nullable Duration timeout, FunctionUrls.Pieces pieces)
      throws IOException {
    invocations.streamUrl(
        agent.agent(), agent.live().outputs(), payload, callTimeout(agent, timeout), pieces);
  }

  private static Duration callTimeout(Known agent, @Nullable Duration timeout) {
    return timeout == null ? agent.live().spec().timeout() : timeout;
  }

  private static boolean answers(Outputs outputs, String wanted) {
    return outputs instanceof FunctionOutputs function
        && (wanted.equals(bare(function.functionUrl()))
            || wanted.equals(bare(function.localFunctionUrl())));
  }

  private static String bare(@Nullable String url) {
    return Objects.requireNonNullElse(url, "-").replaceAll("/+$", "");
  }
}
