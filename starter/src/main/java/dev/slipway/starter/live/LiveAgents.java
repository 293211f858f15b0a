package dev.slipway.starter.live;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.accounts.KnownAccounts;
import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.temporal.Visibility;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.turn.Revision;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Finds live agents by what a deployment gave out: their URL or their ARN. */
@Component
public final class LiveAgents {
  /** How many pages of the agent list are searched; beyond them, name the agent. */
  private static final int MAX_PAGES = 25;

  private final Agents agents;
  private final Permissions permissions;
  private final KnownAccounts accounts;

  LiveAgents(Agents agents, Permissions permissions, KnownAccounts accounts) {
    this.agents = agents;
    this.permissions = permissions;
    this.accounts = accounts;
  }

  /** A live revision, and whose it is. */
  public record Known(AgentKey agent, Revision live) {}

  /** The agent with such outputs, for whoever may operate it; {@code notFound} if there is none. */
  Known require(Predicate<Outputs> wanted, ProblemException notFound) {
    String token = null;
    for (int page = 0; page < MAX_PAGES; page++) {
      var found = agents.list(Visibility.MAX_PER_PAGE, token);
      for (AgentState agent : found.agents()) {
        Optional<Revision> live = agent.live().filter(known -> wanted.test(known.outputs()));
        if (live.isPresent()) {
          permissions.require(Role.OPERATOR, agent.agent(), notFound);
          return new Known(accounts.today(agent.agent()), live.get());
        }
      }
      token = found.nextToken();
      if (token == null) {
        break;
      }
    }
    throw notFound;
  }
}
