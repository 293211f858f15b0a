package dev.slipway.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The folder that holds everything local; removing it erases everything. */
record HomeDirectory(Path path) {
  Path run() {
    return path.resolve("run");
  }

  Path logs() {
    return path.resolve("logs");
  }

  Path state() {
    return path.resolve("state");
  }

  /** Where steps work; a cache. */
  Path work() {
    return path.resolve("work");
  }

  /** Creates its folders. */
  void create() throws IOException {
    for (Path folder : List.of(run(), logs(), state(), work())) {
      createForOwner(folder);
    }
  }

  /** Creates a folder that no one else may read: it holds histories, logs or sources. */
  static void createForOwner(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }
}
