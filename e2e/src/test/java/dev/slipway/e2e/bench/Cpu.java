package dev.slipway.e2e.bench;

import java.time.Duration;

/**
 * CPU seconds that a process has used, which another process on the same machine does not change.
 */
final class Cpu {
  private Cpu() {}

  static double seconds(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }
}
