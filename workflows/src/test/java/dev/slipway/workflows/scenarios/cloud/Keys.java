package dev.slipway.workflows.scenarios.cloud;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.AgentKey;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The layout of the bucket; the objects of one deployment are named by content. */
public final class Keys {
  private Keys() {}

  public static String agent(AgentKey agent) {
    return "agents/" + agent.stackName() + "/";
  }

  public static String deployment(AgentKey agent, DeploymentId id) {
    return agent(agent) + id + "/";
  }

  /** The deployments of an agent that stored any of these. */
  public static SortedSet<String> deployments(AgentKey agent, SortedSet<String> keys) {
    String prefix = agent(agent);
    return keys.stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length(), key.indexOf('/', prefix.length())))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static String object(AgentKey agent, DeploymentId id, String name, String content) {
    return deployment(agent, id) + name + "-" + Bucket.sha256(content).substring(0, 12);
  }
}
