package dev.slipway.starter.page;

import dev.slipway.project.compare.FileDifference;
import dev.slipway.starter.source.Comparison;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A file that differs, as the page shows it.
 *
 * @param change what became of it, in one word
 * @param missing how many lines of its diff are not shown
 */
record ChangedFile(
    String path, String change, boolean binary, String count, List<DiffLine> lines, int missing) {
  /** Of all files together: what a person reads, and a browser lays out without delay. */
  private static final int MAX_LINES = 3_000;

  static List<ChangedFile> of(Comparison comparison) {
    List<FileDifference> cut = comparison.cut(MAX_LINES).files();
    return IntStream.range(0, cut.size())
        .mapToObj(i -> of(cut.get(i), comparison.files().get(i).lines().size()))
        .toList();
  }

  private static ChangedFile of(FileDifference file, int all) {
    return new ChangedFile(
        SourceLine.shown(file.path()),
        file.change().name().toLowerCase(Locale.ROOT),
        file.binary(),
        "+%,d −%,d".formatted(file.added(), file.removed()),
        DiffLine.of(file.lines()),
        all - file.lines().size());
  }
}
