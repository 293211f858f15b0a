package dev.slipway.activities.deploy;

import dev.slipway.workflows.steps.PlanChange.CodeDifference;
import java.util.HashMap;
import java.util.List;

/** Counts the lines that one text has and another does not. */
final class LineDifference {
  /** Beyond this the exact count would cost seconds; then the order of lines is ignored. */
  private static final long MAX_CELLS = 4_000_000;

  private LineDifference() {}

  static CodeDifference between(String before, String after) {
    var from = before.lines().toList();
    var to = after.lines().toList();
    int start = 0;
    while (start < from.size() && start < to.size() && from.get(start).equals(to.get(start))) {
      start++;
    }
    int end = 0;
    while (end < from.size() - start
        && end < to.size() - start
        && from.get(from.size() - 1 - end).equals(to.get(to.size() - 1 - end))) {
      end++;
    }
    return middle(from.subList(start, from.size() - end), to.subList(start, to.size() - end));
  }

  private static CodeDifference middle(List<String> from, List<String> to) {
    int kept = (long) from.size() * to.size() <= MAX_CELLS ? inOrder(from, to) : anywhere(from, to);
    return new CodeDifference(to.size() - kept, from.size() - kept);
  }

  /** The length of the longest common subsequence. */
  private static int inOrder(List<String> from, List<String> to) {
    var above = new int[to.size() + 1];
    for (var line : from) {
      var row = new int[to.size() + 1];
      for (int column = 1; column <= to.size(); column++) {
        row[column] =
            line.equals(to.get(column - 1))
                ? above[column - 1] + 1
                : Math.max(above[column], row[column - 1]);
      }
      above = row;
    }
    return above[to.size()];
  }

  private static int anywhere(List<String> from, List<String> to) {
    var left = new HashMap<String, Integer>();
    from.forEach(line -> left.merge(line, 1, Integer::sum));
    int kept = 0;
    for (var line : to) {
      if (left.getOrDefault(line, 0) > 0) {
        left.merge(line, -1, Integer::sum);
        kept++;
      }
    }
    return kept;
  }
}
