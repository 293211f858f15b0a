package dev.slipway.api;

import java.util.regex.Pattern;

/** A uniform message for values that do not match what AWS accepts. */
public final class Patterns {
  private Patterns() {}

  /** Returns the value, or fails saying what was expected. */
  public static String require(String what, String value, Pattern pattern, String expected) {
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
