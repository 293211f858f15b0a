package dev.slipway.starter.requests;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 30m}, {@code 2h}, {@code 7d}. */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})(s|m|h|d)");

  /** An agent with a shorter life is gone before its smoke test has settled. */
  private static final Duration MIN_TTL = Duration.ofMinutes(1);

  private static final Duration MAX_TTL = Duration.ofDays(365);

  private Durations() {}

  static Duration readTtl(String text) {
    Duration ttl = read("ttl", text);
    if (ttl.compareTo(MIN_TTL) < 0 || ttl.compareTo(MAX_TTL) > 0) {
      throw new IllegalArgumentException("ttl: '%s' (expected: 1m to 365d)".formatted(text));
    }
    return ttl;
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
}
