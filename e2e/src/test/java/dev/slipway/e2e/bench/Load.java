package dev.slipway.e2e.bench;

import java.lang.management.ManagementFactory;

/** How busy the machine is: a figure measured on a busy one means little. */
final class Load {
  private Load() {}

  /** The load average of the last minute; negative if unavailable. */
  static double now() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
