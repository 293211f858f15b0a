package dev.slipway.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * What a stack or an emulator of a test leaves on the disk: its logs, to be read after a failure.
 * Its state goes, since that of one stack takes a gigabyte.
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
