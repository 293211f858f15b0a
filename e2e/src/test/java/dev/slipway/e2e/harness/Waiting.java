package dev.slipway.e2e.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for something that another process does. */
public final class Waiting {
  private Waiting() {}

  public static void until(String what, Duration atMost, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(atMost).pollInterval(Duration.ofMillis(100)).until(condition);
  }
}
