package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether a person must agree to the change set before it is executed. */
public enum Approval implements WireName {
  /** Execute immediately. */
  NONE("none"),
  /** Wait for approve or reject. */
  @Fallback
  REQUIRED("required");

  private final String wireName;

  Approval(String wireName) {
    this.wireName = wireName;
  }

  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static Approval of(String name) {
    return WireNames.find("approval", values(), name);
  }
}
