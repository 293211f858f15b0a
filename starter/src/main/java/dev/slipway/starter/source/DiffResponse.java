package dev.slipway.starter.source;

import dev.slipway.project.compare.FileDifference;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How two versions of an agent differ.
 *
 * @param from absent when nothing was live before: everything is new then
 * @param same whether neither code nor settings differ
 * @param cost a month of 10,000 calls of two seconds; absent when nothing is asked for
 */
public record DiffResponse(
    @Nullable Side from,
    Side to,
    boolean same,
    List<FileDiff> files,
    List<SettingDifference> settings,
    @Nullable CostDifference cost) {
  /** Of all files together; a person reads far fewer. */
  private static final int MAX_LINES = 20_000;

  /**
   * One of the two.
   *
   * @param revision absent for a deployment that is none
   */
  public record Side(String deploymentId, @Nullable Integer revision) {
    static Side of(Snapshot snapshot) {
      return new Side(snapshot.deploymentId(), snapshot.revision());
    }
  }

  /**
   * A file that differs.
   *
   * @param change what became of it: added, removed or changed
   * @param binary whether it is no text, which has no lines to compare
   * @param diff a unified diff; empty for a file that is no text
   * @param complete whether the diff is all of it; the answer has at most 20,000 lines
   */
  public record FileDiff(
      String path,
      String change,
      boolean binary,
      int linesAdded,
      int linesRemoved,
      String diff,
      boolean complete) {
    static FileDiff of(FileDifference file, FileDifference whole) {
      return new FileDiff(
          file.path(),
          file.change().name().toLowerCase(Locale.ROOT),
          file.binary(),
          file.added(),
          file.removed(),
          file.lines().isEmpty() ? "" : String.join("\n", file.lines()) + "\n",
          file.lines().size() == whole.lines().size());
    }
  }

  static DiffResponse of(Comparison comparison) {
    List<FileDifference> whole = comparison.files();
    List<FileDifference> cut = comparison.cut(MAX_LINES).files();
    return new DiffResponse(
        comparison.from() == null ? null : Side.of(comparison.from()),
        Side.of(comparison.to()),
        comparison.same(),
        IntStream.range(0, cut.size())
            .mapToObj(i -> FileDiff.of(cut.get(i), whole.get(i)))
            .toList(),
        comparison.settings(),
        comparison.cost());
  }
}
