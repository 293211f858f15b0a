package dev.slipway.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * What a test's stack or emulator leaves on disk: its logs, to be read after a failure. Its state
 * is deleted, since that of one stack takes a gigabyte.
 */
final class Leavings {
  private Leavings() {}

  static void clear(Path home) {
    try (Stream<Path> entries = Files.list(home)) {
      List<Path> large = entries.filter(entry -> !entry.toString().matches(".*logs?")).toList();
      for (Path entry : large) {
        FileSystemUtils.deleteRecursively(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
