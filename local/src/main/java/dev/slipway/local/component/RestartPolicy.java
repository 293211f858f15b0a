package dev.slipway.local.component;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How long to wait before a dead child is started again: longer each time, and finally rarely. */
final class RestartPolicy {
  // A child that dies five times in a minute will not be fixed by a sixth start.
  static final int LIMIT = 5;
  static final Duration WINDOW = Duration.ofMinutes(1);
  static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  // Still often enough that a repaired disk or a freed port is noticed while someone is watching.
  static final Duration PAUSE_WHEN_FAILING = Duration.ofSeconds(30);

  private final Deque<Instant> deaths = new ArrayDeque<>();

  void died(Instant when) {
    deaths.addLast(when);
    while (deaths.getFirst().isBefore(when.minus(WINDOW))) {
      deaths.removeFirst();
    }
  }

  boolean isExhausted() {
    return deaths.size() > LIMIT;
  }

  Duration pause() {
    return isExhausted()
        ? PAUSE_WHEN_FAILING
        : FIRST_PAUSE.multipliedBy(1L << Math.max(0, deaths.size() - 1));
  }
}
