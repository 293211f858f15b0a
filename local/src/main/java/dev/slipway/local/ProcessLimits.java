package dev.slipway.local;

import java.time.Duration;
import java.util.List;

/**
 * How long, and how many, processes of live functions may wait for their next call, which would
 * otherwise be a cold start.
 *
 * @param time since the last call arrived
 * @param count over all functions
 */
record IdleFunctions(Duration time, int count) {
  // Each takes some 70 MB of memory and 140 MB of disk.
  static final IdleFunctions USUAL = new IdleFunctions(Timing.FUNCTION_IDLE, 8);

  List<String> arguments() {
    return List.of(
        "--idle-seconds", Long.toString(time.toSeconds()), "--idle-count", Integer.toString(count));
  }
}
