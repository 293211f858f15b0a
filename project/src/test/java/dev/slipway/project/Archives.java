package dev.slipway.project;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives as honest tools make them, and with one lie each. */
final class Archives {
  private Archives() {}

  /** A zip with the files, each with one line of Python. */
  static byte[] of(String... paths) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (String path : paths) {
        add(zip, path, "x = 1\n".getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** A zip with one file beside an agent. */
  static byte[] with(String path, byte[] content) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      add(zip, "main.py", "x = 1\n".getBytes(StandardCharsets.UTF_8));
      add(zip, path, content);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String path, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(path));
    if (!path.endsWith("/")) {
      zip.write(content);
    }
    zip.closeEntry();
  }

  /** The same with another number at a place of the last entry's directory record. */
  static byte[] directory(byte[] archive, int offset, int value, int length) {
    ByteBuffer zip = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    return put(archive, last(zip) + offset, value, length);
  }

  /** The same with another number at a place of the first entry's directory record. */
  static byte[] firstInDirectory(byte[] archive, int offset, int value, int length) {
    ByteBuffer zip = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    return put(archive, zip.getInt(zip.limit() - 6) + offset, value, length);
  }

  /** The same with another number at a place of the last entry's own header. */
  static byte[] header(byte[] archive, int offset, int value, int length) {
    ByteBuffer zip = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    return put(archive, zip.getInt(last(zip) + 42) + offset, value, length);
  }

  /** The same with another text of the same length wherever it has the first one. */
  static byte[] renamed(byte[] archive, String from, String to) {
    String text = new String(archive, StandardCharsets.ISO_8859_1);
    return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int last(ByteBuffer zip) {
    int end = zip.limit() - 22;
    int place = zip.getInt(end + 16);
    for (int left = zip.getShort(end + 10) - 1; left > 0; left--) {
      place += ArchiveEntry.length(zip, place);
    }
    return place;
  }

  private static byte[] put(byte[] archive, int place, int value, int length) {
    byte[] changed = archive.clone();
    for (int i = 0; i < length; i++) {
      changed[place + i] = (byte) (value >>> (8 * i));
    }
    return changed;
  }
}
