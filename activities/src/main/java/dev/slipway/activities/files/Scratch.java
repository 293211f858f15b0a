package dev.slipway.activities.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory that lives as long as one step. */
public final class Scratch implements AutoCloseable {
  private final Path directory;

  /** Creates a new one; only this user can read it. */
  Scratch(Path parent, String purpose) throws IOException {
    this.directory = Files.createTempDirectory(parent, purpose + "-");
  }

  public Path directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    Directories.delete(directory);
  }
}
