package dev.slipway.local;

import java.time.Duration;
import java.util.List;

/**
 * How many processes the emulator keeps.
 *
 * @param idle how long one of a live function may wait for its next call, which would otherwise be
 *     a cold start
 * @param idleFunctions how many of them may wait, over all functions
 * @param sessions how many sessions of AgentCore runtimes may have one; their own settings say how
 *     long they may be idle
 */
record ProcessLimits(Duration idle, int idleFunctions, int sessions) {
  // A function's takes some 70 MB of memory and 140 MB of disk, a session's some 100 MB of memory.
  static final ProcessLimits USUAL = new ProcessLimits(Timing.FUNCTION_IDLE, 8, 64);

  List<String> arguments() {
    return List.of(
        "--idle-seconds",
        Long.toString(idle.toSeconds()),
        "--idle-count",
        Integer.toString(idleFunctions),
        "--sessions",
        Integer.toString(sessions));
  }
}
