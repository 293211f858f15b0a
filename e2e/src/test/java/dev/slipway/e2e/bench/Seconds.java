package dev.slipway.e2e.bench;

import java.io.IOException;

/** Wall clock. */
final class Seconds {
  private static final double NANOSECONDS = 1e9;

  private Seconds() {}

  /** Something that takes time. */
  interface Work {
    void run() throws IOException, InterruptedException;
  }

  static double of(Work work) throws IOException, InterruptedException {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / NANOSECONDS;
  }
}
