package dev.slipway.project.compare;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * A file that is not the same in two versions.
 *
 * @param binary whether it is no text, so that its lines can't be compared
 * @param lines a unified diff; empty for a file that is no text
 */
public record FileDifference(
    String path, Change change, boolean binary, int added, int removed, List<String> lines) {
  private static final byte[] NOTHING = {};

  /** What became of the file. */
  public enum Change {
    ADDED,
    REMOVED,
    CHANGED
  }

  public FileDifference {
    lines = List.copyOf(lines);
  }

  /** The files that differ, by path. */
  public static List<FileDifference> between(
      SortedMap<String, byte[]> from, SortedMap<String, byte[]> to) {
    var paths = new TreeSet<>(from.keySet());
    paths.addAll(to.keySet());
    var differences = new ArrayList<FileDifference>();
    long left = LineDifference.MAX_PAIRS;
    for (String path : paths) {
      byte[] before = from.get(path);
      byte[] after = to.get(path);
      if (!Arrays.equals(before, after)) {
        Change change =
            before == null ? Change.ADDED : after == null ? Change.REMOVED : Change.CHANGED;
        Optional<String> old = text(before == null ? NOTHING : before);
        Optional<String> young = text(after == null ? NOTHING : after);
        if (old.isEmpty() || young.isEmpty()) {
          differences.add(new FileDifference(path, change, true, 0, 0, List.of()));
          continue;
        }
        var lines = LineDifference.between(old.get(), young.get(), left);
        left -= lines.pairs();
        differences.add(of(path, change, lines));
      }
    }
    return differences;
  }

  /** The text of a file, unless it is none. */
  public static Optional<String> text(byte[] content) {
    for (byte one : content) {
      if (one == 0) {
        return Optional.empty();
      }
    }
    try {
      var decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
      return Optional.of(decoded.toString());
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
  }

  private static FileDifference of(String path, Change change, LineDifference lines) {
    return new FileDifference(
        path,
        change,
        false,
        lines.added(),
        lines.removed(),
        lines.unified(
            change == Change.ADDED ? "/dev/null" : "a/" + path,
            change == Change.REMOVED ? "/dev/null" : "b/" + path));
  }
}
