package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;

/** The name of a CloudFormation stack. */
public record StackName(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z][-A-Za-z0-9]{0,127}");

  @JsonCreator
  public StackName {
    Patterns.require(
        "stack_name", value, FORM, "1 to 128 letters, digits or '-', beginning with a letter");
  }

  /** The stack a function gets when the request names none. */
  public static StackName defaultFor(FunctionName function) {
    return new StackName(
        "strands-agent-" + function.value().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  @Override
  public String toString() {
    return value;
  }
}
