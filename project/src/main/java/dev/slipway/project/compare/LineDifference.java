package dev.slipway.project.compare;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.Change;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.DeleteDelta;
import com.github.difflib.patch.DeltaType;
import com.github.difflib.patch.InsertDelta;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How one text became another, line by line. */
public final class LineDifference {
  /** The lines around a change that show where it is, as in Git. */
  private static final int CONTEXT = 3;

  /**
   * Each line of a differing part may be compared with each of the other's. So many pairs take
   * about a second; where there are more, the whole part counts as replaced.
   */
  static final long MAX_PAIRS = 30_000_000;

  private static final String NO_NEWLINE = "\\ No newline at end of file";

  private final List<String> from;
  private final Patch<String> patch = new Patch<>();
  private long pairs;

  private LineDifference(List<String> from) {
    this.from = from;
  }

  public static LineDifference between(String from, String to) {
    return between(from, to, MAX_PAIRS);
  }

  /** The same, comparing at most so many pairs of lines. */
  static LineDifference between(String from, String to, long maxPairs) {
    List<String> before = lines(from);
    var difference = new LineDifference(before);
    difference.compare(before, lines(to), maxPairs);
    return difference;
  }

  /** How many pairs of lines it has compared. */
  long pairs() {
    return pairs;
  }

  /** A last line without a newline differs from the same line with one. */
  private static List<String> lines(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    var lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    String last = lines.removeLast();
    if (!last.isEmpty()) {
      lines.add(last + "\n" + NO_NEWLINE);
    }
    return lines;
  }

  private void compare(List<String> from, List<String> to, long maxPairs) {
    int start = 0;
    int shorter = Math.min(from.size(), to.size());
    while (start < shorter && from.get(start).equals(to.get(start))) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && from.get(from.size() - 1 - end).equals(to.get(to.size() - 1 - end))) {
      end++;
    }
    List<String> middle = from.subList(start, from.size() - end);
    List<String> other = to.subList(start, to.size() - end);
    if (middle.isEmpty() && other.isEmpty()) {
      return;
    }
    long needed = (long) middle.size() * other.size();
    if (needed == 0 || needed > maxPairs) {
      patch.addDelta(delta(start, middle, start, other));
      return;
    }
    pairs = needed;
    for (Change change :
        joined(new MyersDiffWithLinearSpace<String>().computeDiff(middle, other, null))) {
      patch.addDelta(
          delta(
              start + change.startOriginal,
              middle.subList(change.startOriginal, change.endOriginal),
              start + change.startRevised,
              other.subList(change.startRevised, change.endRevised)));
    }
  }

  /** What is removed and what is added at the same place is one change, as people read it. */
  private static List<Change> joined(List<Change> changes) {
    var joined = new ArrayList<Change>();
    for (Change next : changes) {
      Change last = joined.isEmpty() ? null : joined.getLast();
      if (last != null
          && last.endOriginal == next.startOriginal
          && last.endRevised == next.startRevised) {
        joined.removeLast();
        joined.add(
            new Change(
                DeltaType.CHANGE,
                last.startOriginal,
                next.endOriginal,
                last.startRevised,
                next.endRevised));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }

  private static AbstractDelta<String> delta(
      int fromLine, List<String> removed, int toLine, List<String> added) {
    var source = new Chunk<>(fromLine, removed);
    var target = new Chunk<>(toLine, added);
    if (removed.isEmpty()) {
      return new InsertDelta<>(source, target);
    }
    return added.isEmpty() ? new DeleteDelta<>(source, target) : new ChangeDelta<>(source, target);
  }

  public int added() {
    return patch.getDeltas().stream().mapToInt(delta -> delta.getTarget().size()).sum();
  }

  public int removed() {
    return patch.getDeltas().stream().mapToInt(delta -> delta.getSource().size()).sum();
  }

  /**
   * The lines of a unified diff.
   *
   * @param before the name in its first line
   * @param after the name in its second line
   */
  public List<String> unified(String before, String after) {
    return UnifiedDiffUtils.generateUnifiedDiff(before, after, from, patch, CONTEXT).stream()
        .flatMap(line -> Arrays.stream(line.split("\n", -1)))
        .toList();
  }
}
