package dev.slipway.activities.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * One zip of a layer and the files beside it. The layer's entries are copied as they were packed,
 * so that a change of code compresses only that code.
 */
final class RuntimePackage {
  /** -rw-r--r--, and the same for whoever runs it. */
  private static final int READABLE = 0100644;

  private RuntimePackage() {}

  static void write(byte[] layer, SortedMap<String, byte[]> files, Path target) throws IOException {
    Path packed = Files.write(target.resolveSibling("layer-of-package.zip"), layer);
    try (var from = ZipFile.builder().setPath(packed).get();
        var zip = new ZipArchiveOutputStream(target)) {
      zip.setMethod(ZipArchiveOutputStream.DEFLATED);
      for (var file : files.entrySet()) {
        var entry = new ZipArchiveEntry(file.getKey());
        entry.setTime(0);
        entry.setUnixMode(READABLE);
        zip.putArchiveEntry(entry);
        zip.write(file.getValue());
        zip.closeArchiveEntry();
      }
      from.copyRawEntries(zip, _ -> true);
    }
    Files.delete(packed);
  }
}
