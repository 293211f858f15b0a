package dev.slipway.starter.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a unified diff as the page shows it.
 *
 * @param kind {@code add}, {@code remove}, {@code same} or {@code place}
 * @param numbers its number before and after, in columns
 */
record DiffLine(String kind, String numbers, String text) {
  private static final Pattern PLACE =
      Pattern.compile("@@ -(\\d+)(?:,\\d+)? \\+(\\d+)(?:,\\d+)? @@.*");

  /** The lines below the two that name the files. */
  static List<DiffLine> of(List<String> unified) {
    var lines = new ArrayList<DiffLine>();
    int before = 0;
    int after = 0;
    for (String line : unified.stream().skip(2).toList()) {
      Matcher place = PLACE.matcher(line);
      if (place.matches()) {
        before = Integer.parseInt(place.group(1));
        after = Integer.parseInt(place.group(2));
        lines.add(new DiffLine("place", numbers("", ""), line));
        continue;
      }
      String text = SourceLine.shown(line);
      switch (line.isEmpty() ? ' ' : line.charAt(0)) {
        case '+' -> lines.add(new DiffLine("add", numbers("", after++), text));
        case '-' -> lines.add(new DiffLine("remove", numbers(before++, ""), text));
        case '\\' -> lines.add(new DiffLine("place", numbers("", ""), text));
        default -> lines.add(new DiffLine("same", numbers(before++, after++), text));
      }
    }
    return lines;
  }

  private static String numbers(Object before, Object after) {
    return "%5s %5s ".formatted(before, after);
  }
}
