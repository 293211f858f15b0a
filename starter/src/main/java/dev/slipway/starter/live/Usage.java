package dev.slipway.starter.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How an agent was used in a span of time, as its log says.
 *
 * @param slots parts of it, of equal length
 * @param complete whether the whole log of that time was read
 */
public record Usage(Duration span, List<Slot> slots, Slot total, boolean complete) {
  /** As many as a person tells apart, on a phone too. */
  public static final int SLOTS = 24;

  public Usage {
    slots = List.copyOf(slots);
  }

  /**
   * Calls that ended in the same part of the time.
   *
   * @param p95 what 95 of 100 calls did not exceed, in ms
   * @param memory the most that any has used, in MB; 0 when unknown
   * @param tokens what their model answers took together
   */
  public record Slot(
      Instant from,
      int calls,
      int failed,
      int coldStarts,
      long mean,
      long p95,
      int memory,
      Tokens tokens) {
    static Slot of(Instant from, List<LoggedCall> calls) {
      long[] millis = calls.stream().mapToLong(LoggedCall::millis).sorted().toArray();
      return new Slot(
          from,
          millis.length,
          (int) calls.stream().filter(LoggedCall::failed).count(),
          (int) calls.stream().filter(LoggedCall::cold).count(),
          Math.round(calls.stream().mapToLong(LoggedCall::millis).average().orElse(0)),
          millis.length == 0 ? 0 : millis[(int) Math.ceil(millis.length * 0.95) - 1],
          calls.stream().mapToInt(LoggedCall::memory).max().orElse(0),
          calls.stream().map(LoggedCall::tokens).reduce(Tokens.NONE, Tokens::plus));
    }
  }

  /** How long each slot is. */
  public Duration slotLength() {
    return span.dividedBy(SLOTS);
  }

  static Usage of(Instant from, Instant to, List<LoggedCall> calls, boolean complete) {
    Duration span = Duration.between(from, to);
    Duration length = span.dividedBy(SLOTS);
    List<Slot> slots =
        IntStream.range(0, SLOTS)
            .mapToObj(
                number -> {
                  Instant begin = from.plus(length.multipliedBy(number));
                  Instant end = number == SLOTS - 1 ? Instant.MAX : begin.plus(length);
                  return Slot.of(begin, between(begin, end, calls));
                })
            .toList();
    return new Usage(span, slots, Slot.of(from, calls), complete);
  }

  private static List<LoggedCall> between(Instant begin, Instant end, List<LoggedCall> calls) {
    return calls.stream()
        .filter(call -> !call.at().isBefore(begin) && call.at().isBefore(end))
        .toList();
  }
}
