package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What an agent keeps from one call to the next. */
public enum Isolation implements WireName {
  /** Nothing: each call has its own copy of the loaded agent. */
  @Fallback
  CALL("call"),
  /** Everything, for as long as the environment lives: its calls share one process. */
  ENVIRONMENT("environment");

  private final String wireName;

  Isolation(String wireName) {
    this.wireName = wireName;
  }

  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static Isolation of(String name) {
    return WireNames.find("isolation", values(), name);
  }
}
