package dev.slipway.starter.page;

import dev.slipway.starter.live.Usage;
import dev.slipway.starter.live.Usage.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A small chart with one bar for each part of the time.
 *
 * @param summary the figure that matters, in words
 */
public record Bars(String title, String summary, List<Bar> bars) {
  private static final double HEIGHT = 40;
  private static final int PACE = 10;
  private static final int WIDTH = 8;

  /** One bar, in the units of its picture. */
  public record Bar(String kind, int left, double top, int width, double height) {}

  static List<Bars> of(Usage usage, int memorySize) {
    Slot total = usage.total();
    var charts = new ArrayList<Bars>();
    charts.add(
        new Bars(
            "Calls",
            "%,d, %,d of them failed".formatted(total.calls(), total.failed()),
            pair(usage.slots(), Slot::calls, "failed", Slot::failed)));
    charts.add(chart("95 of 100 answered within", Timescale.took(total.p95()), usage, Slot::p95));
    if (total.memory() > 0) {
      charts.add(
          chart(
              "Memory",
              "at most %,d of %,d MB".formatted(total.memory(), memorySize),
              usage,
              Slot::memory));
      charts.add(
          chart("Cold starts", "%,d".formatted(total.coldStarts()), usage, Slot::coldStarts));
    }
    if (total.tokens().total() > 0) {
      charts.add(
          new Bars(
              "Tokens",
              "%,d in, %,d out".formatted(total.tokens().input(), total.tokens().output()),
              pair(
                  usage.slots(),
                  slot -> slot.tokens().total(),
                  "output",
                  slot -> slot.tokens().output())));
    }
    return charts;
  }

  private static Bars chart(String title, String summary, Usage usage, ToLongFunction<Slot> value) {
    return new Bars(title, summary, bars("", usage.slots(), value, most(usage.slots(), value)));
  }

  /** A part, such as failed calls, is drawn over all of them, to the same scale. */
  private static List<Bar> pair(
      List<Slot> slots, ToLongFunction<Slot> all, String kind, ToLongFunction<Slot> part) {
    long most = most(slots, all);
    var bars = new ArrayList<>(bars("", slots, all, most));
    bars.addAll(bars(kind, slots, part, most));
    return bars;
  }

  private static long most(List<Slot> slots, ToLongFunction<Slot> value) {
    return slots.stream().mapToLong(value).max().orElse(0);
  }

  private static List<Bar> bars(
      String kind, List<Slot> slots, ToLongFunction<Slot> value, long most) {
    var bars = new ArrayList<Bar>();
    for (int slot = 0; slot < slots.size(); slot++) {
      long height = value.applyAsLong(slots.get(slot));
      if (height > 0) {
        double drawn = Math.max(1, HEIGHT * height / most);
        bars.add(new Bar(kind, slot * PACE, HEIGHT - drawn, WIDTH, drawn));
      }
    }
    return bars;
  }
}
