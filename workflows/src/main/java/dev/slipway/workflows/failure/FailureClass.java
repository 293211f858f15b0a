package dev.slipway.workflows.failure;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.slipway.api.Fallback;
import dev.slipway.api.WireName;
import dev.slipway.api.WireNames;

/** Who has to act on a failure. */
public enum FailureClass implements WireName {
  USER_CODE("user_code"),
  DEPENDENCY("dependency"),
  PERMISSION("permission"),
  QUOTA("quota"),
  STACK("stack"),
  AWS_TRANSIENT("aws_transient"),
  @Fallback
  PLATFORM("platform"),
  CANCELED("canceled");

  private final String wireName;

  FailureClass(String wireName) {
    this.wireName = wireName;
  }

  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static FailureClass of(String name) {
    return WireNames.find("class", values(), name);
  }
}
