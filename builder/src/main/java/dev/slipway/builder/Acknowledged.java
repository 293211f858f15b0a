package dev.slipway.builder;

import dev.slipway.workflows.timeline.DeploymentView;

/** Answers a request that changes nothing. */
record Acknowledged(String message, String deploymentId) {
  static Acknowledged kept(DeploymentView view) {
    return new Acknowledged(
        "Noted. The record of what was deployed stays for the audit; it leaves the history when"
            + " agent '%s' is deleted.".formatted(view.agentName()),
        view.deploymentId());
  }

  static Acknowledged known(DeploymentView view) {
    return new Acknowledged(
        "Already on record: deployments write their own history", view.deploymentId());
  }
}
