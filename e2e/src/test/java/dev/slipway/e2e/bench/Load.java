package dev.slipway.e2e.bench;

import java.lang.management.ManagementFactory;

/** How busy the machine is: a figure taken on a busy one says little. */
final class Load {
  private Load() {}

  /** The load average of the last minute; negative where the system does not tell. */
  static double now() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
