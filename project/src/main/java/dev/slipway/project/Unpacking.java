package dev.slipway.project;

import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The bytes of one entry, never more than it declares. */
final class Unpacking {
  private Unpacking() {}

  /** The content; empty if size or checksum are not the declared ones. */
  static Optional<byte[]> of(byte[] zip, ArchiveEntry entry, boolean stored) {
    byte[] content = new byte[(int) entry.size()];
    boolean whole = stored ? copied(zip, entry, content) : inflated(zip, entry, content);
    var crc = new CRC32();
    crc.update(content);
    return whole && crc.getValue() == entry.crc() ? Optional.of(content) : Optional.empty();
  }

  private static boolean copied(byte[] zip, ArchiveEntry entry, byte[] content) {
    if (entry.packed() != entry.size()) {
      return false;
    }
    System.arraycopy(zip, entry.data(), content, 0, content.length);
    return true;
  }

  private static boolean inflated(byte[] zip, ArchiveEntry entry, byte[] content) {
    var inflater = new Inflater(true);
    try {
      inflater.setInput(zip, entry.data(), (int) entry.packed());
      int filled = 0;
      while (filled < content.length && !inflater.finished()) {
        int more = inflater.inflate(content, filled, content.length - filled);
        if (more == 0) {
          return false;
        }
        filled += more;
      }
      return filled == content.length
          && (inflater.finished() || inflater.inflate(new byte[1]) == 0)
          && inflater.finished()
          && inflater.getRemaining() == 0;
    } catch (DataFormatException broken) {
      return false;
    } finally {
      inflater.end();
    }
  }
}
