package dev.slipway.project.compare;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Code as it must be shown to someone who judges it: characters that are invisible, or that change
 * the order in which text is displayed, are named.
 */
public final class VisibleText {
  private static final Pattern HIDDEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}&&[^\\t\\n]]");

  private VisibleText() {}

  /** The text, with such characters as {@code ⟨U+202E⟩}. */
  public static String of(String text) {
    return HIDDEN.matcher(text).replaceAll(VisibleText::named);
  }

  private static String named(MatchResult hidden) {
    return "⟨U+%04X⟩".formatted(hidden.group().codePointAt(0));
  }
}
