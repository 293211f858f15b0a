package dev.slipway.activities.agentcore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;

/**
 * The tags of runtimes. Those that come with a runtime's first version stay when it gets another,
 * so they are changed apart from it.
 */
final class RuntimeTags {
  /** Only AWS sets and removes its own. */
  private static final String OF_AWS = "aws:";

  private final Function<String, BedrockAgentCoreControlClient> clients;

  /**
   * Tags in every region.
   *
   * @param clients AgentCore's client for a region
   */
  RuntimeTags(Function<String, BedrockAgentCoreControlClient> clients) {
    this.clients = clients;
  }

  /** Gives a runtime these tags, and takes all others from it. */
  void set(String region, String arn, Map<String, String> wanted) {
    BedrockAgentCoreControlClient client = clients.apply(region);
    Map<String, String> present = client.listTagsForResource(r -> r.resourceArn(arn)).tags();
    var missing = new HashMap<>(wanted);
    missing.entrySet().removeAll(present.entrySet());
    List<String> surplus =
        present.keySet().stream()
            .filter(key -> !wanted.containsKey(key) && !key.startsWith(OF_AWS))
            .sorted()
            .toList();
    if (!surplus.isEmpty()) {
      client.untagResource(request -> request.resourceArn(arn).tagKeys(surplus));
    }
    if (!missing.isEmpty()) {
      client.tagResource(request -> request.resourceArn(arn).tags(missing));
    }
  }
}
