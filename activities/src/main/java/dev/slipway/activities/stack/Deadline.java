package dev.slipway.activities.stack;

import java.time.Duration;

/** The end of a wait that may have several parts. */
public final class Deadline {
  private final Duration longest;
  private final long end;

  private Deadline(Duration longest) {
    this.longest = longest;
    this.end = System.nanoTime() + longest.toNanos();
  }

  public static Deadline in(Duration longest) {
    return new Deadline(longest);
  }

  public boolean passed() {
    return System.nanoTime() - end > 0;
  }

  /** How long the whole wait was allowed to last. */
  Duration longest() {
    return longest;
  }
}
