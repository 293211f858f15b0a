package dev.slipway.activities.build;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which file of an installed tree belongs to which package, according to the packages' records. */
final class InstalledPackages {
  private static final String INFO = ".dist-info";

  private final Path root;
  private final Map<Path, String> owners = new HashMap<>();

  private final Set<String> labels = new HashSet<>();
  private final Set<String> overlapping = new HashSet<>();

  private InstalledPackages(Path root) {
    this.root = root;
  }

  /** A package and the size of its files. */
  record Size(String name, long bytes) {
    /** The largest ones, to be named when not all fit. */
    static List<Size> largest(Stream<Size> all) {
      return all.sorted(Comparator.comparingLong(Size::bytes).reversed())
          .limit(PackageLimit.PACKAGES_NAMED)
          .toList();
    }
  }

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
    String both = name.substring(0, name.length() - INFO.length());
    // A version has no hyphen; a name may have some, if its wheel was made carelessly.
    int hyphen = both.lastIndexOf('-');
    return hyphen < 0 ? both : both.substring(0, hyphen) + " " + both.substring(hyphen + 1);
  }

  /** The package a file came with, or its location when no package claims it. */
  String ownerOf(Path file) {
    String owner = owners.get(file);
    return owner != null ? owner : root.relativize(file).getName(0).toString();
  }

  /** Whether it is a package's label. */
  boolean has(String label) {
    return labels.contains(label);
  }

  /** Whether another package has a file of the same name as this one. */
  boolean overlaps(String label) {
    return overlapping.contains(label);
  }

  /** All files, compiled ones too, by what {@link #ownerOf} says of them. */
  SortedMap<String, List<Path>> files() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .collect(groupingBy(file -> ownerOf(sourceOf(file)), TreeMap::new, toList()));
    }
  }

  /** A compiled file counts for the package of its source. */
  private static Path sourceOf(Path file) {
    Path parent = file.getParent();
    if (parent == null || !parent.endsWith("__pycache__")) {
      return file;
    }
    // module.cpython-312.pyc; the module's name may have a dot
    String compiled = file.getFileName().toString();
    String tagged = compiled.substring(0, Math.max(0, compiled.lastIndexOf('.')));
    String module = tagged.substring(0, Math.max(0, tagged.lastIndexOf('.')));
    return parent.resolveSibling(module + ".py");
  }

  private void readRecord(Path info) throws IOException {
    labels.add(label(info));
    Path record = info.resolve("RECORD");
    if (!Files.exists(record)) {
      return;
    }
    for (String line : Files.readAllLines(record)) {
      String earlier = owners.put(root.resolve(pathIn(line)).normalize(), label(info));
      if (earlier != null && !earlier.equals(label(info))) {
        overlapping.addAll(List.of(earlier, label(info)));
      }
    }
  }

  /** A line is path,hash,size; a path with a comma is in quotation marks. */
  private static String pathIn(String line) {
    if (line.startsWith("\"")) {
      return line.substring(1, line.lastIndexOf('"')).replace("\"\"", "\"");
    }
    return line.contains(",") ? line.substring(0, line.indexOf(',')) : line;
  }
}
