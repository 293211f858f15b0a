package dev.slipway.workflows.scenarios.run;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.StackName;
import dev.slipway.workflows.model.AgentKey;

/**
 * What a scenario's agents and deployments are called on a server that plays many scenarios.
 *
 * @param play the scenario's number on this server
 */
record Names(int play) {
  String account() {
    return "%012d".formatted(play);
  }

  AgentKey agent(int number) {
    return new AgentKey(account(), "us-east-1", new StackName("agent-" + number));
  }

  DeploymentId deployment(String id) {
    return new DeploymentId(prefix() + id);
  }

  /** The scenario's name for it; a deployment that no scenario knows keeps its name. */
  String known(String deployment) {
    return deployment.startsWith(prefix()) ? deployment.substring(prefix().length()) : deployment;
  }

  private String prefix() {
    return "p" + play + "-";
  }
}
