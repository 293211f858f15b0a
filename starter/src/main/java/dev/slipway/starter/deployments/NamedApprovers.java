package dev.slipway.starter.deployments;

import dev.slipway.policy.Caller;
import dev.slipway.starter.accounts.KnownAccounts;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.workflows.timeline.DeploymentView;
import org.springframework.stereotype.Component;

/** Who may approve a deployment besides having the role: whom each rule about it names. */
@Component
final class NamedApprovers {
  private final ServerRules rules;
  private final KnownAccounts accounts;

  NamedApprovers(ServerRules rules, KnownAccounts accounts) {
    this.rules = rules;
    this.accounts = accounts;
  }

  /** Fails with 403 unless the caller is among them. */
  void require(DeploymentView view, Caller caller) {
    if (view.spec() != null) {
      rules.requireApprover(accounts.subject(view.agent(), view.spec()), caller);
    }
  }
}
