package dev.slipway.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 30m}, {@code 2h}, {@code 7d}. */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,8})(s|m|h|d)");

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Durations() {}

  /** A field's duration, within the field's range. */
  public static Duration read(SpecField field, String text) {
    Duration duration = read(field.name(), text);
    if (duration.toSeconds() < field.min() || duration.toSeconds() > field.max()) {
      throw new IllegalArgumentException(
          "%s: '%s' (expected: %s to %s)"
              .formatted(
                  field,
                  text,
                  write(Duration.ofSeconds(field.min())),
                  write(Duration.ofSeconds(field.max()))));
    }
    return duration;
  }

  /** A point in time: how long ago, such as {@code 10m}, or a time such as 2026-11-28T09:30:00Z. */
  public static Instant readMoment(String field, String text, Instant now) {
    if (FORM.matcher(text.strip()).matches()) {
      return now.minus(read(field, text));
    }
    try {
      return OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "%s: '%s' (expected: how long ago, such as 10m, or a time such as 2026-11-28T09:30:00Z)"
              .formatted(field, text));
    }
  }

  public static Duration read(String field, String text) {
    Matcher match = FORM.matcher(text.strip());
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "%s: '%s' (expected: a number and s, m, h or d, such as 2h)".formatted(field, text));
    }
    long amount = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /** As {@link #read} reads it, in the largest unit that leaves no remainder. */
  public static String write(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % DAY == 0) {
      return seconds / DAY + "d";
    }
    if (seconds % HOUR == 0) {
      return seconds / HOUR + "h";
    }
    return seconds % MINUTE == 0 ? seconds / MINUTE + "m" : seconds + "s";
  }
}
