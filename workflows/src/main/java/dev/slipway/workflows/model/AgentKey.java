package dev.slipway.workflows.model;

import dev.slipway.api.Patterns;
import dev.slipway.api.Regions;
import dev.slipway.api.StackName;
import java.util.regex.Pattern;

/** Where an agent lives: the AWS account, the region and the stack. One deployment at a time. */
public record AgentKey(String account, String region, StackName stackName) {
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  public AgentKey {
    Patterns.require("account", account, ACCOUNT, "12 digits");
    Regions.require(region);
  }

  /** The id of the entity workflow that serialises this agent's deployments. */
  public String workflowId() {
    return "agent/%s/%s/%s".formatted(account, region, stackName);
  }

  /** Short form for people: {@code us-east-1/strands-agent-weather}. */
  public String label() {
    return region + "/" + stackName;
  }
}
