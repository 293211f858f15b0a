package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a deployment does. */
public enum DeploymentType implements WireName {
  /** Puts an agent on AWS Lambda. */
  LAMBDA("lambda"),
  /** Puts an agent on Bedrock AgentCore Runtime. */
  AGENTCORE("agentcore"),
  /** Removes an agent with all that belongs to it. */
  DESTROY("destroy"),
  /** A type that only a newer version knows. */
  @Fallback
  UNKNOWN("unknown");

  private final String wireName;

  DeploymentType(String wireName) {
    this.wireName = wireName;
  }

  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** Putting an agent there. */
  public static DeploymentType to(Target target) {
    return switch (target) {
      case LAMBDA -> LAMBDA;
      case AGENTCORE -> AGENTCORE;
      case UNKNOWN -> UNKNOWN;
    };
  }

  @JsonCreator
  public static DeploymentType of(String name) {
    return WireNames.find("deployment_type", values(), name);
  }
}
