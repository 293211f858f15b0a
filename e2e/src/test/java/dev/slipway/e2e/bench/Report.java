package dev.slipway.e2e.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The measurements: lines for people, figures for programs, targets that were met or missed. */
final class Report {
  private final List<List<String>> rows = new ArrayList<>();
  private final Map<String, Object> figures = new LinkedHashMap<>();
  private boolean met = true;
  private boolean broken;

  Report(String benchmark, String... heading) {
    figures.put("bench", benchmark);
    figures.put("load", Load.now());
    rows.add(List.of(heading));
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  void figure(String name, Object value) {
    figures.put(name, value);
  }

  /** A row with every sample and their median, which is also a figure. */
  double samples(String label, String figure, List<Double> seconds) {
    double median = median(seconds);
    row(
        label,
        number(median),
        seconds.stream().map(Report::number).collect(Collectors.joining(" ")));
    figure(figure, median);
    return median;
  }

  /** The 50th and 99th percentile, without a target. */
  double percentiles(String label, String figure, List<Double> values) {
    double high = percentile(values, 99);
    row(label + ", p50 and p99", number(percentile(values, 50)), number(high));
    figure(figure + "_p50", percentile(values, 50));
    figure(figure + "_p99", high);
    return high;
  }

  /** The same, with the most that the 99th should be. */
  double percentiles(String label, String figure, List<Double> values, double aim) {
    double high = percentiles(label, figure, values);
    ratio("  p99", figure + "_p99", high, aim);
    return high;
  }

  /** A number, such as a ratio, and the most it should be. */
  void ratio(String label, String figure, double ratio, double aim) {
    boolean hit = ratio <= aim;
    met &= hit;
    row(
        label,
        number(ratio),
        "%s (target: at most %s)".formatted(hit ? "met" : "missed", number(aim)));
    figure(figure, ratio);
    figure(figure + "_aim", aim);
  }

  /** A count that must be zero; a single one fails the whole run. */
  void none(String label, String figure, int found) {
    met &= found == 0;
    broken |= found > 0;
    row(label, String.valueOf(found), found == 0 ? "good" : "WRONG (expected: 0)");
    figure(figure, found);
  }

  /** A count and whether it is as required; if not, the whole run fails. */
  void check(String label, String figure, int value, boolean holds) {
    met &= holds;
    broken |= !holds;
    row(label, String.valueOf(value), holds ? "good" : "WRONG");
    figure(figure, value);
  }

  /** Whether a violation was found. */
  boolean broken() {
    return broken;
  }

  boolean met() {
    return met;
  }

  String table() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    var text = new StringBuilder();
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        text.append("  ").append(padded(row.get(column), widths[column]));
      }
      text.append('\n');
    }
    return text.toString();
  }

  String json() {
    figures.put("met", met);
    return figures.entrySet().stream()
        .map(figure -> "\"%s\":%s".formatted(figure.getKey(), value(figure.getValue())))
        .collect(Collectors.joining(",", "{", "}"));
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : DoubleStream.of(sorted[middle - 1], sorted[middle]).average().orElseThrow();
  }

  private static double percentile(List<Double> values, int hundredth) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int place = (int) Math.ceil(sorted.length * hundredth / 100.0) - 1;
    return sorted.length == 0 ? 0 : sorted[Math.max(0, place)];
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String value(Object value) {
    return switch (value) {
      case Double number -> String.format(Locale.ROOT, "%.3f", number);
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> "\"" + value.toString().replace("\"", "'") + "\"";
    };
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
