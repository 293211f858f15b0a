package dev.slipway.starter.page;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.signin.SignedIn;
import dev.slipway.starter.views.AgentName;

/** What a visitor may do, so that the page offers nothing else. */
public record May(Permissions permissions) {
  public boolean deploy(AgentName agent) {
    return has(Role.DEPLOYER, agent);
  }

  public boolean approve(AgentName agent) {
    return has(Role.APPROVER, agent);
  }

  public boolean operate(AgentName agent) {
    return has(Role.OPERATOR, agent);
  }

  /** Whether there is an agent that they may deploy. */
  public boolean deploySomething() {
    return SignedIn.current().isPresent() && permissions.has(Role.DEPLOYER);
  }

  private boolean has(Role role, AgentName agent) {
    return SignedIn.current().isPresent()
        && permissions.may(role, agent.account(), agent.region(), agent.stackName());
  }
}
