package dev.slipway.activities.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Gives the entries of an archive Unix modes, which {@code java.util.zip} cannot write. */
final class ZipModes {
  // Offsets as in section 4.3 of PKWARE's APPNOTE.
  private static final int END_SIZE = 22;
  private static final int END_DIRECTORY_OFFSET = 16;
  private static final int HEADER_SIZE = 46;
  private static final int HEADER_SIGNATURE = 0x02014b50;
  private static final int HEADER_MADE_BY = 5;
  private static final int HEADER_NAME_LENGTH = 28;
  private static final int HEADER_EXTRA_LENGTH = 30;
  private static final int HEADER_COMMENT_LENGTH = 32;
  private static final int HEADER_ATTRIBUTES = 38;

  private static final byte UNIX = 3;
  private static final int FILE = 0100644;
  private static final int EXECUTABLE = 0100755;

  private ZipModes() {}

  /** Changes the central directory in place. */
  static void set(ByteBuffer archive, Predicate<String> isExecutable) {
    archive.order(ByteOrder.LITTLE_ENDIAN);
    int header = archive.getInt(archive.limit() - END_SIZE + END_DIRECTORY_OFFSET);
    while (header >= 0
        && header + HEADER_SIZE <= archive.limit()
        && archive.getInt(header) == HEADER_SIGNATURE) {
      byte[] name = new byte[archive.getShort(header + HEADER_NAME_LENGTH) & 0xffff];
      archive.get(header + HEADER_SIZE, name);
      boolean executable = isExecutable.test(new String(name, StandardCharsets.UTF_8));
      archive.put(header + HEADER_MADE_BY, UNIX);
      archive.putInt(header + HEADER_ATTRIBUTES, (executable ? EXECUTABLE : FILE) << 16);
      header +=
          HEADER_SIZE
              + name.length
              + (archive.getShort(header + HEADER_EXTRA_LENGTH) & 0xffff)
              + (archive.getShort(header + HEADER_COMMENT_LENGTH) & 0xffff);
    }
  }
}
