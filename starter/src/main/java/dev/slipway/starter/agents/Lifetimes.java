package dev.slipway.starter.agents;

import dev.slipway.starter.accounts.KnownAccounts;
import dev.slipway.starter.admission.AgentQueue;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.agent.TtlChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sets how long agents live, within the rules of the server. */
@Component
public final class Lifetimes {
  private static final String TTL = "ttl";

  private final AgentQueue queue;
  private final ServerRules rules;
  private final KnownAccounts accounts;

  Lifetimes(AgentQueue queue, ServerRules rules, KnownAccounts accounts) {
    this.accounts = accounts;
    this.queue = queue;
    this.rules = rules;
  }

  /** When the agent will be destroyed; never when absent. */
  public @Nullable Instant set(AgentState agent, TtlChange change) {
    requireAllowed(agent, change);
    return queue.ttl(agent.agent(), change).expiresAt();
  }

  /** A longer life is a setting that a deployment could not have had either. */
  private void requireAllowed(AgentState agent, TtlChange change) {
    if (!agent.revisions().isEmpty()) {
      var spec = Agents.live(agent).spec().with(TTL, change.ttl());
      rules.require(accounts.subject(agent.agent(), spec), TTL);
    }
  }
}
