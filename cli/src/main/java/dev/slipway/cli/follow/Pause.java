package dev.slipway.cli.follow;

import java.time.Duration;

/** Waits; in tests it only moves the clock. */
@FunctionalInterface
public interface Pause {
  void pause(Duration duration) throws InterruptedException;
}
