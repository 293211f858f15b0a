package dev.slipway.workflows.model;

import java.util.regex.Pattern;

/** A uniform message for values that do not match what AWS accepts. */
final class Patterns {
  private Patterns() {}

  static String require(String what, String value, Pattern pattern, String expected) {
    if (value == null || !pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s: %s (expected: %s)".formatted(what, quoted(value), expected));
    }
    return value;
  }

  private static String quoted(String value) {
    if (value == null) {
      return "nothing";
    }
    return value.length() <= 80 ? "'" + value + "'" : "'" + value.substring(0, 80) + "…'";
  }
}
