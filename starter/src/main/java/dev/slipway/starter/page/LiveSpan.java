package dev.slipway.starter.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * When a revision was live, in thousandths of the time that the kept revisions cover.
 *
 * @param labelled whether there is room for its number
 */
public record LiveSpan(
    int number, boolean live, double left, double width, boolean labelled, String title) {
  private static final double WHOLE = 1000;
  private static final double ROOM_FOR_A_NUMBER = 30;
  private static final double VISIBLE = 2;

  /**
   * One for each revision, the oldest first; none if there is only one.
   *
   * @param begins since when each has been live, by its number
   */
  static List<LiveSpan> of(SortedMap<Integer, Instant> begins, Instant now) {
    if (begins.size() < 2) {
      return List.of();
    }
    List<Map.Entry<Integer, Instant>> ordered = List.copyOf(begins.entrySet());
    Instant first = ordered.getFirst().getValue();
    double whole = Math.max(1, millis(first, now));
    List<LiveSpan> spans = new ArrayList<>();
    for (int i = 0; i < ordered.size(); i++) {
      boolean last = i == ordered.size() - 1;
      Instant begin = ordered.get(i).getValue();
      long lived = millis(begin, last ? now : ordered.get(i + 1).getValue());
      double width = Math.max(VISIBLE, WHOLE * lived / whole);
      spans.add(
          new LiveSpan(
              ordered.get(i).getKey(),
              last,
              Math.min(WHOLE * millis(first, begin) / whole, WHOLE - width),
              width,
              width >= ROOM_FOR_A_NUMBER,
              "revision %d, live for %s"
                  .formatted(ordered.get(i).getKey(), Timescale.took(lived))));
    }
    return spans;
  }

  private static long millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }
}
