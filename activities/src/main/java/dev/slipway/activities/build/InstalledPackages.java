package dev.slipway.activities.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which file of an installed tree belongs to which package, according to the packages' records. */
final class InstalledPackages {
  private static final String INFO = ".dist-info";

  private final Path root;
  private final Map<Path, String> owners = new HashMap<>();

  private InstalledPackages(Path root) {
    this.root = root;
  }

  /** A package and the size of its files. */
  record Size(String name, long bytes) {}

  static InstalledPackages in(Path root) throws IOException {
    var packages = new InstalledPackages(root);
    for (Path info : packages.infos()) {
      packages.readRecord(info);
    }
    return packages;
  }

  /** The directories with the packages' metadata, in order. */
  List<Path> infos() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .filter(entry -> entry.getFileName().toString().endsWith(INFO))
          .sorted()
          .toList();
    }
  }

  /** {@code pillow 12.2.0} for {@code pillow-12.2.0.dist-info}. */
  static String label(Path info) {
    String name = info.getFileName().toString();
    return name.substring(0, name.length() - INFO.length()).replaceFirst("-", " ");
  }

  /** The package a file came with, or its location when no package claims it. */
  String ownerOf(Path file) {
    String owner = owners.get(file);
    return owner != null ? owner : root.relativize(file).getName(0).toString();
  }

  /** The packages by their size on disk, including compiled files, largest first. */
  List<Size> largest(int most) throws IOException {
    var sizes = new TreeMap<String, Long>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sizes.merge(ownerOf(sourceOf(file)), Files.size(file), Long::sum);
      }
    }
    return sizes.entrySet().stream()
        .map(entry -> new Size(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(Size::bytes).reversed())
        .limit(most)
        .toList();
  }

  /** A compiled file counts for the package of its source. */
  private static Path sourceOf(Path file) {
    Path parent = file.getParent();
    if (parent == null || !parent.endsWith("__pycache__")) {
      return file;
    }
    String name = file.getFileName().toString();
    return parent.resolveSibling(name.substring(0, name.indexOf('.')) + ".py");
  }

  private void readRecord(Path info) throws IOException {
    Path record = info.resolve("RECORD");
    if (!Files.exists(record)) {
      return;
    }
    for (String line : Files.readAllLines(record)) {
      // path,hash,size; a path with a comma is quoted, and none of those matter here
      String path = line.contains(",") ? line.substring(0, line.indexOf(',')) : line;
      owners.put(root.resolve(path).normalize(), label(info));
    }
  }
}
