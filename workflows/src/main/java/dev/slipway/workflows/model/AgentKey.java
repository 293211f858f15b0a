package dev.slipway.workflows.model;

import dev.slipway.api.Patterns;
import dev.slipway.api.Regions;
import dev.slipway.api.StackName;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an agent lives: the AWS account, the region and the stack. One deployment at a time.
 *
 * @param role the way into the account; absent for the workers' own. It is no part of what the key
 *     identifies: two keys that differ only in it are equal
 */
public record AgentKey(
    String account, String region, StackName stackName, @Nullable AccountRole role)
    implements InAccount {
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  public AgentKey {
    Patterns.require("account", account, ACCOUNT, "12 digits");
    Regions.require(region);
  }

  /** An agent in the workers' own account. */
  public AgentKey(String account, String region, StackName stackName) {
    this(account, region, stackName, null);
  }

  /** The same agent, reached in this way. */
  public AgentKey by(@Nullable AccountRole way) {
    return new AgentKey(account, region, stackName, way);
  }

  /** The same agent, reached on behalf of someone, or of no one. */
  public AgentKey on(@Nullable String behalfOf) {
    return role == null ? this : by(role.on(behalfOf));
  }

  /** The id of the entity workflow that serialises this agent's deployments. */
  public String workflowId() {
    return "agent/%s/%s/%s".formatted(account, region, stackName);
  }

  /** Short form for people: {@code us-east-1/strands-agent-weather}. */
  public String label() {
    return region + "/" + stackName;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AgentKey that
        && account.equals(that.account)
        && region.equals(that.region)
        && stackName.equals(that.stackName);
  }

  @Override
  public int hashCode() {
    return Objects.hash(account, region, stackName);
  }
}
