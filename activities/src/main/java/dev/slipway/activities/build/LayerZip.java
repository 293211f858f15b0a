package dev.slipway.activities.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** One zip of packed packages, whose entries are copied as they are. */
final class LayerZip {
  private LayerZip() {}

  /** Whether packages have files with the same name. */
  static boolean hasTwoOfAName(List<PackedPackage> packages) throws IOException {
    var names = new HashSet<String>();
    for (PackedPackage each : packages) {
      try (var from = ZipFile.builder().setPath(each.zip()).get()) {
        if (from.stream().anyMatch(entry -> !names.add(entry.getName()))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Puts them together in their order; of two files with the same name the first one stays.
   *
   * @param compiled whether compiled modules are included
   */
  static void write(List<PackedPackage> packages, boolean compiled, Path target)
      throws IOException {
    var names = new HashSet<String>();
    try (var zip = new ZipArchiveOutputStream(target)) {
      for (PackedPackage each : packages) {
        try (var from = ZipFile.builder().setPath(each.zip()).get()) {
          from.copyRawEntries(
              zip,
              entry ->
                  (compiled || !LayerTree.isCompiled(Path.of(entry.getName())))
                      && names.add(entry.getName()));
        }
      }
    }
  }
}
