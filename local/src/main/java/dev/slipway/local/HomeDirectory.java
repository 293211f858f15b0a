package dev.slipway.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The folder everything local is kept in; removing it forgets everything. */
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

  /** Makes its folders. */
  void create() throws IOException {
    for (Path folder : List.of(run(), logs(), state(), work())) {
      createForOwner(folder);
    }
  }

  /** Makes a folder that nobody else may look into: histories, logs and sources are in them. */
  static void createForOwner(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }
}
