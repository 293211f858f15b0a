package dev.slipway.temporal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An API key in a file, which whoever rotates it replaces; each call sends the current one. */
final class ApiKeyFile {
  private final Path file;
  private volatile String last;

  private ApiKeyFile(Path file, String first) {
    this.file = file;
    this.last = first;
  }

  /** Throws IllegalArgumentException if there is no key in it. */
  static ApiKeyFile at(Path file) {
    try {
      String key = Files.readString(file).strip();
      if (!key.isEmpty()) {
        return new ApiKeyFile(file, key);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(unusable(file), e);
    }
    throw new IllegalArgumentException(unusable(file));
  }

  private static String unusable(Path file) {
    return "slipway.temporal.api-key-file: '%s' (expected: a file with a key)".formatted(file);
  }

  /** The key that it has now; while it is being replaced, the one before. */
  String key() {
    try {
      String now = Files.readString(file).strip();
      if (!now.isEmpty()) {
        last = now;
      }
    } catch (IOException beingReplaced) {
      return last;
    }
    return last;
  }
}
