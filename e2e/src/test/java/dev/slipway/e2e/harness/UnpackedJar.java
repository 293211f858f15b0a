package dev.slipway.e2e.harness;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/**
 * The starter's jar as its image runs it: unpacked. Loading classes from jars within a jar can
 * block every virtual thread forever.
 */
final class StarterJar {
  private static final Path BUILT = Ground.root().resolve("builder/target/slipway-starter.jar");
  private static final Path FOLDER = Ground.root().resolve("e2e/target/starter");

  /** What was unpacked: a jar's time is always the same, since its build is reproducible. */
  private static final Path UNPACKED = FOLDER.resolve("unpacked.jar");

  private static final Path LOCK = Ground.root().resolve("e2e/target/starter.lock");

  private StarterJar() {}

  static synchronized Path unpacked() {
    // Another test JVM may be unpacking it.
    try (var file = FileChannel.open(LOCK, CREATE, WRITE);
        var _ = file.lock()) {
      if (!Files.exists(UNPACKED) || Files.mismatch(UNPACKED, BUILT) >= 0) {
        FileSystemUtils.deleteRecursively(FOLDER);
        unpack();
        Files.copy(BUILT, UNPACKED);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return FOLDER.resolve(BUILT.getFileName());
  }

  private static void unpack() throws IOException {
    Process unpacking =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djarmode=tools",
                "-jar",
                BUILT.toString(),
                "extract",
                "--destination",
                FOLDER.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(unpacking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (unpacking.waitFor() != 0) {
        throw new IllegalStateException("%s cannot be unpacked:%n%s".formatted(BUILT, said));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while unpacking the starter", e);
    }
  }
}
