package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The name of a Lambda function. */
public record FunctionName(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  @JsonCreator
  public FunctionName {
    Patterns.require("function_name", value, FORM, "1 to 64 letters, digits, '-' or '_'");
  }

  @Override
  public String toString() {
    return value;
  }
}
