package dev.slipway.starter.source;

import dev.slipway.project.compare.FileDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two versions of an agent.
 *
 * @param from absent when there is nothing to compare with: everything is new then
 * @param cost absent when nothing is asked for, so that nothing costs anything
 */
public record Comparison(
    @Nullable Snapshot from,
    Snapshot to,
    List<FileDifference> files,
    List<SettingDifference> settings,
    @Nullable CostDifference cost) {
  public Comparison {
    files = List.copyOf(files);
    settings = List.copyOf(settings);
  }

  static Comparison of(@Nullable Snapshot from, Snapshot to, @Nullable CostDifference cost) {
    return new Comparison(
        from,
        to,
        FileDifference.between(from == null ? new TreeMap<>() : from.files(), to.files()),
        from == null ? List.of() : SettingDifference.between(from.spec(), to.spec()),
        cost);
  }

  public boolean same() {
    return files.isEmpty() && settings.isEmpty();
  }

  /** The same with at most so many lines of all files together. */
  public Comparison cut(int mostLines) {
    var shortened = new ArrayList<FileDifference>();
    int left = mostLines;
    for (FileDifference file : files) {
      int lines = Math.min(left, file.lines().size());
      left -= lines;
      shortened.add(
          new FileDifference(
              file.path(),
              file.change(),
              file.binary(),
              file.added(),
              file.removed(),
              file.lines().subList(0, lines)));
    }
    return new Comparison(from, to, shortened, settings, cost);
  }
}
