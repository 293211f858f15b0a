package dev.slipway.workflows.failure;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.slipway.workflows.model.Fallback;
import dev.slipway.workflows.model.WireNames;

/** Who has to act on a failure. */
public enum FailureClass {
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

  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static FailureClass of(String name) {
    return WireNames.find("class", values(), FailureClass::wireName, name);
  }
}
