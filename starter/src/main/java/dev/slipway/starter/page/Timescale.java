package dev.slipway.starter.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line from a deployment's start to its end, in thousandths. */
record Timescale(Instant begin, Duration whole) {
  static final long PARTS = 1_000;

  /** Still visible. */
  private static final long THINNEST = 4;

  /** More marks than these are noise. */
  private static final int MAX_TICKS = 5;

  /** Distances between marks that people can read. */
  private static final List<Duration> ROUND =
      List.of(
          Duration.ofMillis(200),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1));

  static Timescale between(Instant begin, Instant end) {
    Duration whole = Duration.between(begin, end);
    return new Timescale(begin, whole.isPositive() ? whole : Duration.ofMillis(1));
  }

  /** A mark on the line. */
  public record Tick(long left, String label) {}

  List<Tick> ticks() {
    Duration distance =
        ROUND.stream()
            .filter(round -> whole.dividedBy(round) <= MAX_TICKS)
            .findFirst()
            .orElse(whole);
    List<Tick> ticks = new ArrayList<>();
    for (Duration at = Duration.ZERO;
        at.compareTo(whole) <= 0 && ticks.size() <= MAX_TICKS;
        at = at.plus(distance)) {
      ticks.add(new Tick(at.toMillis() * PARTS / whole.toMillis(), label(at)));
    }
    return ticks;
  }

  Segment segment(Instant from, Instant to, String kind, String title) {
    long left = Math.clamp(place(from), 0, PARTS - THINNEST);
    long width = Math.clamp(place(to) - left, THINNEST, PARTS - left);
    return new Segment(left, width, kind, title);
  }

  private long place(Instant at) {
    return Duration.between(begin, at).toMillis() * PARTS / Math.max(1, whole.toMillis());
  }

  private static String label(Duration at) {
    if (at.isZero()) {
      return "0";
    }
    if (at.toMillisPart() != 0) {
      return String.format(Locale.ROOT, "%.1f s", at.toMillis() / 1000.0);
    }
    if (at.toSeconds() < 60) {
      return at.toSeconds() + " s";
    }
    if (at.toMinutes() < 60) {
      return at.toSecondsPart() == 0
          ? at.toMinutes() + " min"
          : "%d:%02d min".formatted(at.toMinutes(), at.toSecondsPart());
    }
    if (at.toMinutesPart() != 0) {
      return "%d:%02d h".formatted(at.toHours(), at.toMinutesPart());
    }
    return at.toHours() < 48 ? at.toHours() + " h" : at.toDays() + " d";
  }

  /** A length of time in readable form. */
  static String took(long millis) {
    if (millis < 60_000) {
      // Two machines' clocks may disagree about which came first.
      return String.format(Locale.ROOT, "%.1f s", Math.max(0, millis) / 1000.0);
    }
    Duration length = Duration.ofMillis(millis);
    if (length.toMinutes() < 60) {
      return "%d min %d s".formatted(length.toMinutes(), length.toSecondsPart());
    }
    return length.toHours() < 48
        ? "%d h %d min".formatted(length.toHours(), length.toMinutesPart())
        : "%d d %d h".formatted(length.toDays(), length.toHoursPart());
  }
}
