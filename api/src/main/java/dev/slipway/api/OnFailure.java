package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What happens when a step fails permanently. */
public enum OnFailure implements WireName {
  /** Undo what this run created, then end. */
  COMPENSATE("compensate"),
  /** Wait for a person to retry, patch or abort. */
  @Fallback
  PARK("park"),
  /** Leave everything in place, for inspection. */
  KEEP("keep");

  private final String wireName;

  OnFailure(String wireName) {
    this.wireName = wireName;
  }

  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static OnFailure of(String name) {
    return WireNames.find("on_failure", values(), name);
  }
}
