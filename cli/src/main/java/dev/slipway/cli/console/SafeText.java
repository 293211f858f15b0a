package dev.slipway.cli.console;

import java.util.regex.Pattern;

/**
 * External text without anything that could control the terminal or hide text: control characters
 * and invisible ones, such as those that change the writing direction.
 */
public final class SafeText {
  private static final Pattern SEQUENCE = Pattern.compile("[\\x1b\\x9b]\\[?[0-?]*[ -/]*[@-~]");
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\t\\n]]");

  /** What {@link Paint} writes, and nothing that moves, erases or queries. */
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

  /** JSON text with such characters as JSON escapes: the same value, safe to display. */
  public static String json(String text) {
    return UNSAFE.matcher(text).replaceAll(found -> escaped(found.group()));
  }

  private static String escaped(String character) {
    var escapes = new StringBuilder();
    character.chars().forEach(unit -> escapes.append("\\\\u%04x".formatted(unit)));
    return escapes.toString();
  }
}
