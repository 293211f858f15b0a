package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a deployment does. */
public enum DeploymentType implements WireName {
  /** Puts an agent on AWS Lambda. */
  LAMBDA("lambda"),
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

  @JsonCreator
  public static DeploymentType of(String name) {
    return WireNames.find("deployment_type", values(), name);
  }
}
