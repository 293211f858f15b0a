package dev.slipway.local;

import java.time.Duration;

/** Every time limit of this module, with its reason. */
final class Timing {
  // About 1 s alone; several seconds on a machine that was also building.
  static final Duration TEMPORAL_START = Duration.ofSeconds(60);
  // It writes each change to its file at once, so there is little left to do.
  static final Duration TEMPORAL_STOP = Duration.ofSeconds(10);
  // About 2 s alone; with much saved state it reads that first.
  static final Duration EMULATOR_START = Duration.ofSeconds(60);
  // 3 s for open connections, then it saves its state, which is worth waiting for.
  static final Duration EMULATOR_STOP = Duration.ofSeconds(30);
  // The least that Lambda itself keeps an environment; the next call is a cold start.
  static final Duration FUNCTION_IDLE = Duration.ofMinutes(5);
  // Steps are interrupted (up to 10 s), then the emulator, then Temporal, and a little more.
  static final Duration WHOLE_STOP = Duration.ofSeconds(75);
  // Local and answered from memory; anything slower counts as no answer.
  static final Duration ANSWER = Duration.ofSeconds(2);
  // A child process that a step left behind has no one to report to.
  static final Duration LEFTOVER_STOP = Duration.ofSeconds(3);
  // A killed JVM releases its lock at once.
  static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);

  private Timing() {}
}
