package dev.slipway.cli.audit;

/**
 * Something that is not as it was originally written.
 *
 * @param file where
 * @param what a description
 */
public record Break(String file, String what, String expected, String found) {
  public String sentence() {
    return "%s: %s: %s (expected: %s)".formatted(file, what, found, expected);
  }
}
