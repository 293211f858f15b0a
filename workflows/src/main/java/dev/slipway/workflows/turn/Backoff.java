package dev.slipway.workflows.turn;

import java.time.Duration;

/** Pauses between checks, each twice as long as the one before, up to the longest. */
public final class Backoff {
  private final Duration longest;
  private Duration next;

  /** Pauses that start with the first. */
  public Backoff(Duration first, Duration longest) {
    this.next = first;
    this.longest = longest;
  }

  /**
   * From a minute to an hour, for when a check may be all that helps. A wait of a month then writes
   * about 8,000 events; Temporal allows 51,200.
   */
  public static Backoff ofNeed() {
    return new Backoff(Duration.ofMinutes(1), Duration.ofHours(1));
  }

  /** The next pause. */
  public Duration next() {
    Duration pause = next;
    Duration doubled = pause.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return pause;
  }
}
