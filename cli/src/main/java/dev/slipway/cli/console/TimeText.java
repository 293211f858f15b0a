package dev.slipway.cli.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and durations as people read them. */
public final class TimeText {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DATE_AND_CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private TimeText() {}

  /** Such as {@code 0.4 s}, {@code 12 s}, {@code 1 min 12 s}, {@code 2 h 3 min}. */
  public static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.isNegative()) {
      return "0.0 s";
    }
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", Math.floor(duration.toMillis() / 100.0) / 10);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }

  /** Whole units only, for a running counter. */
  public static String counter(Duration duration) {
    return duration.toSeconds() < 10
        ? Math.max(0, duration.toSeconds()) + " s"
        : duration(duration);
  }

  public static String clock(Instant instant, ZoneId zone) {
    return CLOCK.format(instant.atZone(zone));
  }

  public static String dateAndClock(Instant instant, ZoneId zone) {
    return DATE_AND_CLOCK.format(instant.atZone(zone));
  }
}
