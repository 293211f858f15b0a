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
 * A jar as its image runs it: unpacked. Loading classes from jars within a jar can block every
 * virtual thread forever.
 */
public final class UnpackedJar {
  private static final Path TARGET = Ground.root().resolve("e2e/target");

  private final Path built;
  private final Path folder;
  private final Path lock;

  private UnpackedJar(String module, String name) {
    built = Ground.root().resolve("%s/target/slipway-%s.jar".formatted(module, name));
    folder = TARGET.resolve(name);
    lock = TARGET.resolve(name + ".lock");
  }

  /** The starter's jar. */
  public static Path starter() {
    return new UnpackedJar("builder", "starter").unpacked();
  }

  /** The worker's jar. */
  public static Path worker() {
    return new UnpackedJar("worker", "worker").unpacked();
  }

  private Path unpacked() {
    synchronized (UnpackedJar.class) {
      // What was unpacked: a jar's time is always the same, since its build is reproducible.
      Path source = folder.resolve("unpacked.jar");
      // Another test JVM may be unpacking it.
      try (var file = FileChannel.open(lock, CREATE, WRITE);
          var _ = file.lock()) {
        if (!Files.exists(source) || Files.mismatch(source, built) >= 0) {
          FileSystemUtils.deleteRecursively(folder);
          unpack();
          Files.copy(built, source);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return folder.resolve(built.getFileName());
    }
  }

  private void unpack() throws IOException {
    Process unpacking =
        new ProcessBuilder(
                Ground.java(),
                "-Djarmode=tools",
                "-jar",
                built.toString(),
                "extract",
                "--destination",
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(unpacking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (unpacking.waitFor() != 0) {
        throw new IllegalStateException("%s cannot be unpacked:%n%s".formatted(built, said));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while unpacking " + built, e);
    }
  }
}
