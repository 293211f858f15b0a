package dev.slipway.api;

import java.util.regex.Pattern;

/**
 * The requirement lines a caller may add: a package name with extras, version bounds and a marker.
 * No options, URLs or paths: those could make the resolver read files or run code.
 */
public final class Requirements {
  private static final String NAME = "[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?";

  /** Never a line break: what follows it would be a line of its own, for instance an option. */
  private static final String GAP = "[ \\t]*";

  private static final String EXTRAS = "(?:\\[" + NAME + "(?:" + GAP + "," + GAP + NAME + ")*\\])?";
  private static final String BOUND = "(?:===?|~=|!=|<=?|>=?)" + GAP + "[A-Za-z0-9.*+!_-]+";
  private static final String BOUNDS = "(?:" + BOUND + "(?:" + GAP + "," + GAP + BOUND + ")*)?";
  private static final String MARKER = "(?:;" + GAP + "[A-Za-z0-9_.'\"<>=!~ ()-]+)?";
  private static final Pattern FORM =
      Pattern.compile(NAME + GAP + EXTRAS + GAP + BOUNDS + GAP + MARKER);

  private Requirements() {}

  /** Returns the line or says what a line may contain. */
  public static String requireLine(String line) {
    if (line != null && line.length() > 300) {
      throw new IllegalArgumentException(
          "requirements: a line of %d characters (expected: at most 300)".formatted(line.length()));
    }
    return Patterns.require(
        "requirements",
        line,
        FORM,
        "a package with optional extras and version bounds, such as 'httpx[http2]>=0.27';"
            + " no options, addresses or paths");
  }
}
