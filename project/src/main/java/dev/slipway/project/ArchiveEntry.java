package dev.slipway.project;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the central directory says about one entry; section 4.3 of PKWARE's APPNOTE has the offsets.
 *
 * @param name as it is stored, one character for each byte
 * @param data where its bytes begin; -1 if the entry's own header is not where it should be
 * @param agrees whether the entry's own header says the same
 */
record ArchiveEntry(
    String name,
    int flags,
    int method,
    long crc,
    long packed,
    long size,
    int mode,
    int header,
    int data,
    boolean agrees) {
  static final int SIGNATURE = 0x02014b50;
  static final int LENGTH = 46;

  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int ENCRYPTED = 1 | 1 << 6;

  /** Sizes and checksum stand after the data, and only the directory has them before. */
  private static final int DESCRIPTOR = 1 << 3;

  private static final int UTF_8 = 1 << 11;
  private static final int FILE_TYPE = 0170000;
  private static final int FOLDER = 0040000;
  private static final int FILE = 0100000;
  private static final int LINK = 0120000;

  /** Reads the record at a place of the directory, and the entry's own header. */
  static ArchiveEntry at(ByteBuffer zip, int place) {
    int nameLength = unsignedShort(zip, place + 28);
    String name = bytes(zip, place + LENGTH, nameLength);
    int flags = unsignedShort(zip, place + 8);
    int method = unsignedShort(zip, place + 10);
    long crc = unsignedInt(zip, place + 16);
    long packed = unsignedInt(zip, place + 20);
    long size = unsignedInt(zip, place + 24);
    long header = unsignedInt(zip, place + 42);
    int mode = zip.getInt(place + 38) >>> 16;
    if (header + LOCAL_LENGTH > place || zip.getInt((int) header) != LOCAL_SIGNATURE) {
      return new ArchiveEntry(name, flags, method, crc, packed, size, mode, 0, -1, false);
    }
    int local = (int) header;
    int localName = unsignedShort(zip, local + 26);
    long data = (long) local + LOCAL_LENGTH + localName + unsignedShort(zip, local + 28);
    boolean agrees =
        unsignedShort(zip, local + 6) == flags
            && unsignedShort(zip, local + 8) == method
            && localName == nameLength
            && local + LOCAL_LENGTH + localName <= place
            && name.equals(bytes(zip, local + LOCAL_LENGTH, localName))
            && ((flags & DESCRIPTOR) != 0
                || (unsignedInt(zip, local + 14) == crc
                    && unsignedInt(zip, local + 18) == packed
                    && unsignedInt(zip, local + 22) == size));
    int begin = data + packed <= place ? (int) data : -1;
    return new ArchiveEntry(name, flags, method, crc, packed, size, mode, local, begin, agrees);
  }

  /** The length of the record in the directory. */
  static int length(ByteBuffer zip, int place) {
    return LENGTH
        + unsignedShort(zip, place + 28)
        + unsignedShort(zip, place + 30)
        + unsignedShort(zip, place + 32);
  }

  static int unsignedShort(ByteBuffer zip, int place) {
    return zip.getShort(place) & 0xffff;
  }

  static long unsignedInt(ByteBuffer zip, int place) {
    return zip.getInt(place) & 0xffffffffL;
  }

  private static String bytes(ByteBuffer zip, int place, int length) {
    byte[] bytes = new byte[length];
    zip.get(place, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  boolean isEncrypted() {
    return (flags & ENCRYPTED) != 0;
  }

  boolean hasUnicodeName() {
    return (flags & UTF_8) != 0;
  }

  boolean isFolder() {
    return name.endsWith("/");
  }

  boolean isLink() {
    return (mode & FILE_TYPE) == LINK;
  }

  /** Neither a file nor a folder, as far as the archive says. */
  boolean isSpecial() {
    int type = mode & FILE_TYPE;
    return type != 0 && type != (isFolder() ? FOLDER : FILE);
  }

  long end() {
    return data + packed;
  }
}
