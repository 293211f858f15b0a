package dev.slipway.cli.follow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How long and how often a lost connection is retried.
 *
 * @param clock measures the outage
 * @param pause waits between attempts
 */
public record ReconnectPolicy(InstantSource clock, Pause pause) {
  /** A server restart takes seconds, a moved container minutes. */
  static final Duration MAX_OUTAGE = Duration.ofMinutes(5);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  /** Reconnects within seconds once the server is back. */
  private static final Duration MAX_PAUSE = Duration.ofSeconds(4);

  /** The wait before the given attempt, counted from 0, doubling each time. */
  static Duration pauseBefore(int attempt) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt, 10));
    return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
  }

  /** Whether the server has been unreachable for too long. */
  public boolean isExhausted(Instant answeredAt) {
    return Duration.between(answeredAt, clock.instant()).compareTo(MAX_OUTAGE) > 0;
  }

  public void pauseBeforeAttempt(int attempt) throws InterruptedException {
    pause.pause(pauseBefore(attempt));
  }
}
