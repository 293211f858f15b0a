package dev.slipway.cli.console;

import java.util.regex.Pattern;

/**
 * Text from elsewhere without anything that could steer the terminal or hide what stands there:
 * control characters and invisible ones, such as those that turn the direction of writing.
 */
public final class SafeText {
  private static final Pattern SEQUENCE = Pattern.compile("[\\x1b\\x9b]\\[?[0-?]*[ -/]*[@-~]");
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\t\\n]]");

  /** What {@link Paint} writes, and nothing that moves, erases or asks. */
  private static final Pattern UNPAINTED =
      Pattern.compile("(\\x1b\\[(?:0|1|2|31|32|33|36)m)|" + SEQUENCE + "|" + UNSAFE);

  private SafeText() {}

  public static String of(String text) {
    return UNSAFE.matcher(SEQUENCE.matcher(text).replaceAll("")).replaceAll("");
  }

  /** A line for the terminal: as {@link #of}, but it may have colors. */
  static String painted(String line) {
    return UNPAINTED
        .matcher(line)
        .replaceAll(found -> found.group(1) == null ? "" : found.group(1));
  }

  /** JSON text with such characters as JSON's own escapes: the same value, harmless to look at. */
  public static String json(String text) {
    return UNSAFE.matcher(text).replaceAll(found -> escaped(found.group()));
  }

  private static String escaped(String character) {
    var escapes = new StringBuilder();
    character.chars().forEach(unit -> escapes.append("\\\\u%04x".formatted(unit)));
    return escapes.toString();
  }
}
