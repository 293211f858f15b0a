package dev.slipway.project;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Judges what an archive says about its entries, without looking at their content. */
final class ArchiveNames {
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  private final Refusals refusals;

  ArchiveNames(Refusals refusals) {
    this.refusals = refusals;
  }

  /** The files by path, after every name has been judged: alone, and beside the others. */
  Map<String, ArchiveEntry> files(List<ArchiveEntry> all) {
    var files = new TreeMap<String, ArchiveEntry>();
    var seen = new HashMap<String, String>();
    for (ArchiveEntry entry : all) {
      Optional<String> decoded = PathRules.decoded(entry);
      if (decoded.isEmpty()) {
        refusals.add(
            "name_encoding",
            PathRules.printable(entry.name()),
            "a name that is not marked as UTF-8 (expected: UTF-8 names)");
        continue;
      }
      String path = decoded.get();
      String bare = entry.isFolder() ? path.substring(0, path.length() - 1) : path;
      Optional<Refusal> refusal = PathRules.refusal(bare);
      if (refusal.isPresent()) {
        refusals.add(refusal.get());
        continue;
      }
      requireAlone(bare, seen);
      if (!entry.isFolder()) {
        files.put(path, entry);
      }
      requirePlain(bare, entry);
    }
    requireNoFileAsFolder(files);
    return files;
  }

  private void requireAlone(String path, Map<String, String> seen) {
    String folded =
        Normalizer.normalize(path, Normalizer.Form.NFC)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT);
    String other = seen.putIfAbsent(folded, path);
    if (other == null) {
      return;
    }
    if (other.equals(path)) {
      refusals.add("duplicate_name", path, "the path is there twice (expected: once)");
    } else {
      refusals.add(
          "name_collision",
          path,
          "the same as %s on some systems (expected: names that differ in more than case)"
              .formatted(PathRules.printable(other)));
    }
  }

  private void requireNoFileAsFolder(Map<String, ArchiveEntry> files) {
    for (String path : files.keySet()) {
      for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
        if (files.containsKey(path.substring(0, slash))) {
          refusals.add(
              "name_collision",
              path,
              "%s is a file and a folder (expected: one of them)"
                  .formatted(path.substring(0, slash)));
        }
      }
    }
  }

  private void requirePlain(String path, ArchiveEntry entry) {
    if (entry.isLink()) {
      refusals.add("link", path, "a symbolic link (expected: the file itself)");
    } else if (entry.isSpecial()) {
      refusals.add("special_file", path, "neither a file nor a folder (expected: plain files)");
    }
    if (entry.isEncrypted()) {
      refusals.add("encrypted", path, "encrypted (expected: readable without a password)");
    } else if (entry.method() != STORED && entry.method() != DEFLATED) {
      refusals.add(
          "compression",
          path,
          "compression method %d (expected: 0 or 8, as every zip tool has)"
              .formatted(entry.method()));
    }
    if (entry.data() < 0 || !entry.agrees()) {
      refusals.add(
          "headers_disagree",
          path,
          "its own header says something else than the directory (expected: the same)");
    }
  }
}
