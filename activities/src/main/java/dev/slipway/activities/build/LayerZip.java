package dev.slipway.activities.build;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** One zip of packed packages, whose entries are copied as they are. */
final class LayerZip {
  private LayerZip() {}

  /** Whether packages have files with the same name. */
  static boolean hasTwoOfAName(List<PackedPackage> packages) throws IOException {
    return names(packages).isEmpty();
  }

  /**
   * Puts them together in their order; of two files with the same name the first one stays.
   *
   * @param compiled whether compiled modules are included
   */
  static void write(List<PackedPackage> packages, boolean compiled, Path target)
      throws IOException {
    if (takesAll(packages, compiled)) {
      join(packages, target);
    } else {
      choose(packages, compiled, target);
    }
  }

  private static boolean takesAll(List<PackedPackage> packages, boolean compiled)
      throws IOException {
    return names(packages)
        .filter(
            names ->
                compiled || names.stream().noneMatch(name -> LayerTree.isCompiled(Path.of(name))))
        .isPresent();
  }

  /** The names of all files; empty if two are the same. */
  private static Optional<Set<String>> names(List<PackedPackage> packages) throws IOException {
    var names = new HashSet<String>();
    for (PackedPackage each : packages) {
      for (String name : listing(each).names()) {
        if (!names.add(name)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(names);
  }

  private static ZipListing listing(PackedPackage packed) throws IOException {
    try (var channel = FileChannel.open(packed.zip())) {
      return ZipListing.of(channel)
          .orElseThrow(() -> new IOException(packed.zip() + " (expected: a zip file)"));
    }
  }

  /** All entries of one after those of the other, and one list of them. */
  private static void join(List<PackedPackage> packages, Path target) throws IOException {
    var lists = new ArrayList<ZipListing>();
    try (var to =
        FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (PackedPackage each : packages) {
        ZipListing list = listing(each);
        lists.add(list.behind(to.position()));
        try (var from = FileChannel.open(each.zip())) {
          long done = 0;
          while (done < list.start()) {
            done += from.transferTo(done, list.start() - done, to);
          }
        }
      }
      var end = ByteBuffer.wrap(ZipListing.end(to.position(), lists));
      while (end.hasRemaining()) {
        to.write(end);
      }
    }
  }

  private static void choose(List<PackedPackage> packages, boolean compiled, Path target)
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
