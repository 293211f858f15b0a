package dev.slipway.starter.views;

import dev.slipway.workflows.model.AgentKey;
import org.jspecify.annotations.Nullable;

/** Which agent; the account is absent where only visibility was queried. */
public record AgentName(String name, @Nullable String account, String region, String stackName) {
  public static AgentName of(AgentKey agent, String name) {
    return new AgentName(name, agent.account(), agent.region(), agent.stackName().value());
  }
}
