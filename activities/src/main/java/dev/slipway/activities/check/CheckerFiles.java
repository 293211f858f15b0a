package dev.slipway.activities.check;

import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.activities.files.Directories;
import dev.slipway.activities.files.Fingerprint;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedMap;

/**
 * The checker on disk, under a name derived from its contents: written once, never changed. Each
 * Python keeps what it compiled of it there.
 */
final class CheckerFiles {
  private CheckerFiles() {}

  /** The checker's script; extracted when this worker does not have it yet. */
  static Path script(TemplateBundle bundle, Path cache) throws IOException {
    SortedMap<String, byte[]> files = bundle.checker();
    Path home = cache.resolve("checker").resolve(Fingerprint.of(files));
    if (!Files.isDirectory(home)) {
      extract(files, home);
    }
    return home.resolve(bundle.checkCommand());
  }

  private static void extract(SortedMap<String, byte[]> files, Path home) throws IOException {
    Files.createDirectories(home.getParent());
    Path unfinished = Files.createTempDirectory(home.getParent(), "unfinished-");
    try {
      Directories.write(unfinished, files);
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      Directories.delete(unfinished);
      if (!Files.isDirectory(home)) { // else another worker was faster, with the same files
        throw e;
      }
    }
  }
}
