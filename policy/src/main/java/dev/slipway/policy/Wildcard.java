package dev.slipway.policy;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Patterns in which {@code *} stands for any characters, as in IAM's policies. */
final class Wildcard {
  private Wildcard() {}

  static boolean matches(String pattern, String text) {
    String expression =
        Arrays.stream(pattern.split("\\*+", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.compile(expression, Pattern.DOTALL).matcher(text).matches();
  }
}
