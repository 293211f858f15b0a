package dev.slipway.cli.console;

import java.util.regex.Pattern;

/** Text from elsewhere without anything that could steer the terminal. */
public final class SafeText {
  private static final Pattern SEQUENCE = Pattern.compile("\\x1b\\[[0-?]*[ -/]*[@-~]");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t\\n]]");

  private SafeText() {}

  public static String of(String text) {
    return CONTROL.matcher(SEQUENCE.matcher(text).replaceAll("")).replaceAll("");
  }
}
