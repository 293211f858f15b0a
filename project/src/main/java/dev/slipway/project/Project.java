package dev.slipway.project;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The files of an agent by path.
 *
 * @param files paths have {@code /} between their names and lead nowhere else
 */
public record Project(SortedMap<String, byte[]> files) {
  /** The earliest time a zip can hold. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final byte[] ZIP = {'P', 'K', 3, 4};

  public Project {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Whether stored code is a folder's archive: no source that Python reads begins like that. */
  public static boolean isArchive(byte[] code) {
    for (int i = 0; i < ZIP.length; i++) {
      if (code.length <= i || code[i] != ZIP[i]) {
        return false;
      }
    }
    return true;
  }

  /** Reads what {@link #archive()} wrote. */
  public static Project of(byte[] archive) {
    var files = new TreeMap<String, byte[]>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readNBytes(ProjectLimits.FILE_BYTES));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException("archive: not what was stored", broken);
    }
    return new Project(files);
  }

  /** The size of all files together. */
  public long bytes() {
    return files.values().stream().mapToLong(content -> content.length).sum();
  }

  /** Byte-identical whenever the files are: sorted, without times, and nothing compresses. */
  public byte[] archive() {
    return packed(ZipEntry.STORED);
  }

  /** The same files in fewer bytes, for the way to the server. */
  public byte[] compressed() {
    return packed(ZipEntry.DEFLATED);
  }

  private byte[] packed(int method) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(entry(file.getKey(), file.getValue(), method));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // writes into memory only
    }
    return bytes.toByteArray();
  }

  private static ZipEntry entry(String name, byte[] content, int method) {
    var entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      var crc = new CRC32();
      crc.update(content);
      entry.setCrc(crc.getValue());
      entry.setSize(content.length);
    }
    return entry;
  }
}
