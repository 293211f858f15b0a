package dev.slipway.e2e.harness;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Kills processes of a test as a power cut would. */
public final class Killing {
  private static final int SECONDS = 10;

  private Killing() {}

  /** Kills it, if there is one, and returns when it is gone. */
  public static void now(@Nullable Process process) {
    if (process == null) {
      return;
    }
    process.destroyForcibly();
    try {
      process.waitFor(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while killing " + process, e);
    }
  }
}
