package dev.slipway.project;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Finds the central directory of an archive, and reads every record of it. */
final class ArchiveDirectory {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xffff;

  private ArchiveDirectory() {}

  /**
   * All records, or none: a directory that is not whole can't be trusted.
   *
   * @param zip in little-endian order
   */
  static List<ArchiveEntry> read(ByteBuffer zip) throws ProjectRefused {
    int end = end(zip);
    int count = ArchiveEntry.unsignedShort(zip, end + 10);
    long length = ArchiveEntry.unsignedInt(zip, end + 12);
    long start = ArchiveEntry.unsignedInt(zip, end + 16);
    if (zip.getInt(end + 4) != 0
        || ArchiveEntry.unsignedShort(zip, end + 8) != count
        || start + length != end) {
      throw notAZip("a zip in parts, with 64-bit sizes or with other data around it");
    }
    if (count > 2 * ProjectLimits.FILES) { // folders count as well here
      throw new ProjectRefused(List.of(Refusals.tooMany("archive", count)));
    }
    var entries = new ArrayList<ArchiveEntry>();
    int place = (int) start;
    for (int i = 0; i < count; i++) {
      if (place + ArchiveEntry.LENGTH > end
          || zip.getInt(place) != ArchiveEntry.SIGNATURE
          || place + ArchiveEntry.length(zip, place) > end) {
        throw notAZip("a broken directory");
      }
      entries.add(ArchiveEntry.at(zip, place));
      place += ArchiveEntry.length(zip, place);
    }
    if (place != end) {
      throw notAZip("a directory with other data in it");
    }
    return entries;
  }

  private static int end(ByteBuffer zip) throws ProjectRefused {
    int last = zip.limit() - END_LENGTH;
    for (int place = last; place >= Math.max(0, last - LONGEST_COMMENT); place--) {
      if (zip.getInt(place) == END_SIGNATURE
          && ArchiveEntry.unsignedShort(zip, place + 20) == last - place) {
        return place;
      }
    }
    throw notAZip("something else, or a part of one");
  }

  private static ProjectRefused notAZip(String got) {
    return new ProjectRefused(
        List.of(
            new Refusal(
                "not_a_zip",
                null,
                "archive: %s (expected: a plain zip)".formatted(got),
                "slipway deploy DIR packs the folder; so does zip -r")));
  }
}
