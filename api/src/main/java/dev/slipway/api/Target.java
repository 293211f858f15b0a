package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What an agent runs on. */
public enum Target implements WireName {
  /** AWS Lambda: a function, called once for each request. */
  LAMBDA("lambda"),
  /** Bedrock AgentCore Runtime: a micro-VM for each session, for hours. */
  AGENTCORE("agentcore"),
  /** One that only a newer version deploys to. */
  @Fallback
  UNKNOWN("unknown");

  private final String wireName;

  Target(String wireName) {
    this.wireName = wireName;
  }

  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static Target of(String name) {
    return WireNames.find("deployment_type", values(), name);
  }
}
