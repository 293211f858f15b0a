package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Who may call a function URL. */
public enum FunctionUrlAuth implements WireName {
  /** Only callers that sign with AWS credentials. */
  @Fallback
  AWS_IAM("AWS_IAM"),
  /** Anyone on the internet. */
  NONE("NONE");

  private final String wireName;

  FunctionUrlAuth(String wireName) {
    this.wireName = wireName;
  }

  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static FunctionUrlAuth of(String name) {
    return WireNames.find("function_url_auth", values(), name);
  }
}
