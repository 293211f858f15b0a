package dev.slipway.cli.console;

/** How many columns of a terminal a text takes: an ideograph takes two, an accent none. */
public final class TextWidth {
  private TextWidth() {}

  public static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  /** The text, with an ellipsis where it does not fit. */
  public static String cut(String text, int width) {
    if (of(text) <= width) {
      return text;
    }
    int room = width - 1;
    int end = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      room -= of(codePoint);
      if (room < 0) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return text.substring(0, end) + "…";
  }

  private static int of(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  /** What Unicode calls wide or full width. */
  private static boolean isWide(int codePoint) {
    return isIn(codePoint, 0x1100, 0x115F)
        || isIn(codePoint, 0x2E80, 0x303E)
        || isIn(codePoint, 0x3041, 0xA4CF)
        || isIn(codePoint, 0xA960, 0xA97F)
        || isIn(codePoint, 0xAC00, 0xD7A3)
        || isIn(codePoint, 0xF900, 0xFAFF)
        || isIn(codePoint, 0xFE30, 0xFE6F)
        || isIn(codePoint, 0xFF01, 0xFF60)
        || isIn(codePoint, 0xFFE0, 0xFFE6)
        || codePoint >= 0x1F300;
  }

  private static boolean isIn(int codePoint, int first, int last) {
    return codePoint >= first && codePoint <= last;
  }
}
