package dev.slipway.project;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads an archive that anyone may have made, or says everything that is wrong with it.
 *
 * <p>The central directory says what there is. Each entry's own header must say the same, and no
 * two entries may share bytes: readers that begin at the front would see another folder. Nothing is
 * unpacked before sizes and ratios are known to be harmless.
 */
public final class ArchiveReader {
  private static final int STORED = 0;

  private final byte[] bytes;
  private final Refusals refusals = new Refusals();

  private ArchiveReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The files; what tools leave in folders, such as {@code __pycache__}, is not among them. */
  public static Project read(byte[] archive) throws ProjectRefused {
    return new ArchiveReader(archive).read();
  }

  private Project read() throws ProjectRefused {
    ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Map<String, ArchiveEntry> entries =
        new ArchiveNames(refusals).files(ArchiveDirectory.read(zip));
    requireHarmless(entries);
    refusals.throwIfAny();
    var files = new TreeMap<String, byte[]>();
    entries.forEach(
        (path, entry) -> {
          if (!PathRules.isLeftOut(path)) {
            unpacked(path, entry).ifPresent(content -> files.put(path, content));
          }
        });
    refusals.throwIfAny();
    if (files.keySet().stream().noneMatch(path -> path.endsWith(".py"))) {
      refusals.add(Refusals.noPython("archive"));
    }
    refusals.throwIfAny();
    return new Project(files);
  }

  /** Sizes as the directory declares them; what unpacks to something else is refused then. */
  private void requireHarmless(Map<String, ArchiveEntry> entries) {
    long total = 0;
    for (Map.Entry<String, ArchiveEntry> named : entries.entrySet()) {
      String path = named.getKey();
      ArchiveEntry entry = named.getValue();
      int most = path.endsWith(".py") ? ProjectLimits.PYTHON_BYTES : ProjectLimits.FILE_BYTES;
      total += entry.size();
      if (entry.size() > ProjectLimits.HARMLESS_BYTES
          && entry.size() / Math.max(1, entry.packed()) > ProjectLimits.RATIO) {
        refusals.add(
            "bomb",
            path,
            "%,d bytes packed into %,d (expected: at most %d to 1)"
                .formatted(entry.size(), entry.packed(), ProjectLimits.RATIO));
      } else if (entry.size() > most) {
        refusals.add(
            "file_too_large",
            path,
            "%,d bytes (expected: at most %,d)".formatted(entry.size(), most));
      }
    }
    if (entries.size() > ProjectLimits.FILES) {
      refusals.add(Refusals.tooMany("archive", entries.size()));
    }
    if (total > ProjectLimits.BYTES) {
      refusals.add(Refusals.tooLarge("archive", total));
    }
    requireApart(entries);
  }

  private void requireApart(Map<String, ArchiveEntry> entries) {
    long end = 0;
    var inOrder =
        entries.entrySet().stream()
            .filter(named -> named.getValue().data() >= 0)
            .sorted(Comparator.comparingInt(named -> named.getValue().header()))
            .toList();
    for (Map.Entry<String, ArchiveEntry> named : inOrder) {
      if (named.getValue().header() < end) {
        refusals.add(
            "overlap",
            named.getKey(),
            "shares bytes with another entry (expected: bytes of its own)");
      }
      end = Math.max(end, named.getValue().end());
    }
  }

  private Optional<byte[]> unpacked(String path, ArchiveEntry entry) {
    Optional<byte[]> content = Unpacking.of(bytes, entry, entry.method() == STORED);
    if (content.isEmpty()) {
      refusals.add(
          "damaged",
          path,
          "its bytes are not what the directory says (expected: size and checksum as declared)");
    }
    return content;
  }
}
