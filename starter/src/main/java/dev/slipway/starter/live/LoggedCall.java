package dev.slipway.starter.live;

import java.time.Instant;

/**
 * What a log says of one call.
 *
 * @param at when it ended
 * @param cold whether an environment was started for it
 * @param memory the most it has used, in MB; 0 when the log does not say
 * @param tokens what its model answers took
 */
record LoggedCall(
    Instant at, long millis, boolean failed, boolean cold, int memory, Tokens tokens) {
  LoggedCall(Instant at, long millis, boolean failed, boolean cold, int memory) {
    this(at, millis, failed, cold, memory, Tokens.NONE);
  }

  /** The same call with what another line says of it. */
  LoggedCall with(LoggedCall more) {
    return new LoggedCall(
        at.isAfter(more.at) ? at : more.at,
        Math.max(millis, more.millis),
        failed || more.failed,
        cold || more.cold,
        Math.max(memory, more.memory),
        tokens);
  }

  /** The same call, whose model answers took this. */
  LoggedCall with(Tokens taken) {
    return new LoggedCall(at, millis, failed, cold, memory, taken);
  }
}
