package dev.slipway.activities.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The list of an archive's entries, which is at its end ("central directory"). Offsets as in
 * section 4.3 of PKWARE's APPNOTE.
 *
 * @param start where it begins, which is where the last entry ends
 * @param headers one for each entry
 * @param entries how many there are
 */
record ZipListing(long start, ByteBuffer headers, int entries) {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int END_LENGTH = 12;
  private static final int END_START = 16;

  private static final int HEADER_SIGNATURE = 0x02014b50;
  private static final int HEADER_SIZE = 46;
  private static final int HEADER_NAME_LENGTH = 28;
  private static final int HEADER_EXTRA_LENGTH = 30;
  private static final int HEADER_COMMENT_LENGTH = 32;
  private static final int HEADER_OFFSET = 42;

  /** So many entries, or more, are counted in a record of their own. */
  private static final int MANY = 0xffff;

  private static final int MANY_SIGNATURE = 0x06064b50;
  private static final int MANY_SIZE = 56;
  private static final int MANY_REMAINING = 44;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LOCATOR_SIZE = 20;
  private static final short VERSION_4_5 = 45;

  /** Of an archive without a comment at its end; empty if it is none. */
  static Optional<ZipListing> of(SeekableByteChannel archive) throws IOException {
    long end = archive.size() - END_SIZE;
    if (end < 0) {
      return Optional.empty();
    }
    ByteBuffer record = read(archive, end, END_SIZE);
    long length = Integer.toUnsignedLong(record.getInt(END_LENGTH));
    long start = Integer.toUnsignedLong(record.getInt(END_START));
    if (record.getInt(0) != END_SIGNATURE || start + length > end) {
      return Optional.empty();
    }
    ByteBuffer headers = read(archive, start, Math.toIntExact(length));
    return counted(start, headers);
  }

  private static Optional<ZipListing> counted(long start, ByteBuffer headers) {
    int entries = 0;
    int at = 0;
    while (at < headers.limit()) {
      if (at + HEADER_SIZE > headers.limit() || headers.getInt(at) != HEADER_SIGNATURE) {
        return Optional.empty();
      }
      at += length(headers, at);
      entries++;
    }
    return at == headers.limit()
        ? Optional.of(new ZipListing(start, headers, entries))
        : Optional.empty();
  }

  private static int length(ByteBuffer headers, int at) {
    return HEADER_SIZE
        + Short.toUnsignedInt(headers.getShort(at + HEADER_NAME_LENGTH))
        + Short.toUnsignedInt(headers.getShort(at + HEADER_EXTRA_LENGTH))
        + Short.toUnsignedInt(headers.getShort(at + HEADER_COMMENT_LENGTH));
  }

  /** The same list where its entries are further back by so many bytes. */
  ZipListing behind(long bytes) {
    ByteBuffer moved = buffer(headers.limit()).put(headers.duplicate().rewind());
    for (int at = 0; at < moved.limit(); at += length(moved, at)) {
      long offset = Integer.toUnsignedLong(moved.getInt(at + HEADER_OFFSET)) + bytes;
      moved.putInt(at + HEADER_OFFSET, (int) offset);
    }
    return new ZipListing(start + bytes, moved, entries);
  }

  /** The entries' names, in order. */
  List<String> names() {
    var names = new ArrayList<String>(entries);
    for (int at = 0; at < headers.limit(); at += length(headers, at)) {
      var name = new byte[Short.toUnsignedInt(headers.getShort(at + HEADER_NAME_LENGTH))];
      headers.get(at + HEADER_SIZE, name);
      names.add(new String(name, UTF_8));
    }
    return names;
  }

  /**
   * The end of an archive that has the entries of these lists, in this order.
   *
   * @param start where its last entry ends
   */
  static byte[] end(long start, List<ZipListing> lists) {
    int length = lists.stream().mapToInt(list -> list.headers.limit()).sum();
    int entries = lists.stream().mapToInt(ZipListing::entries).sum();
    ByteBuffer end = buffer(length + MANY_SIZE + LOCATOR_SIZE + END_SIZE);
    lists.forEach(list -> end.put(list.headers.duplicate().rewind()));
    if (entries >= MANY) {
      many(end, start, entries, length);
    }
    short count = (short) Math.min(entries, MANY);
    end.putInt(END_SIGNATURE).putInt(0).putShort(count).putShort(count);
    end.putInt(length).putInt((int) start).putShort((short) 0);
    var bytes = new byte[end.flip().remaining()];
    end.get(bytes);
    return bytes;
  }

  private static void many(ByteBuffer end, long start, long entries, long length) {
    long here = start + end.position();
    end.putInt(MANY_SIGNATURE).putLong(MANY_REMAINING).putShort(VERSION_4_5).putShort(VERSION_4_5);
    end.putInt(0).putInt(0).putLong(entries).putLong(entries).putLong(length).putLong(start);
    end.putInt(LOCATOR_SIGNATURE).putInt(0).putLong(here).putInt(1);
  }

  private static ByteBuffer read(SeekableByteChannel archive, long from, int length)
      throws IOException {
    ByteBuffer bytes = buffer(length);
    archive.position(from);
    while (bytes.hasRemaining()) {
      if (archive.read(bytes) < 0) {
        throw new EOFException("archive: it became shorter");
      }
    }
    return bytes.flip();
  }

  private static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
