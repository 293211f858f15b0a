package dev.slipway.cli.console;

import java.util.Locale;

/** Sizes as people read them. */
public final class SizeText {
  private static final String[] UNITS = {"KB", "MB", "GB"};

  private SizeText() {}

  /** Such as {@code 812 bytes}, {@code 1.2 KB} or {@code 83.2 MB}; a kilobyte has 1,000 bytes. */
  public static String of(long bytes) {
    if (bytes < 1_000) {
      return bytes == 1 ? "1 byte" : bytes + " bytes";
    }
    double size = bytes;
    int unit = -1;
    // What would be rounded to 1000.0 is one of the next unit.
    while (size >= 999.95 && unit < UNITS.length - 1) {
      size /= 1_000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
  }
}
