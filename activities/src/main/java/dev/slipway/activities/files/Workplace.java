package dev.slipway.activities.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder in which the steps of one worker work.
 *
 * <p>It is locked for as long as the worker lives. The kernel frees the lock of a worker that was
 * killed, so the next one to start on this machine knows which folders are no longer needed.
 */
public final class Workplace implements AutoCloseable {
  private static final String LOCK = ".lock";

  private final Path directory;
  private final Path lockFile;
  private final FileChannel lock;

  private Workplace(Path directory, Path lockFile, FileChannel lock) {
    this.directory = directory;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /** Creates a new one below the given folder and removes those of workers that have died. */
  public static Workplace open(Path parent) {
    try {
      Files.createDirectories(parent);
      // The real path: SAM and uv print and compare resolved ones.
      Path real = parent.toRealPath();
      // One at a time: a folder that is not locked yet would look like a dead worker's.
      try (FileChannel door = channel(real.resolve("door" + LOCK));
          FileLock held = door.lock()) {
        if (held.isValid()) {
          sweep(real);
        }
        return make(real);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot work in %s.".formatted(parent), e);
    }
  }

  /** A new directory for one step. */
  public Scratch scratch(String purpose) throws IOException {
    // Whoever cleans up the disk may have removed it: nothing in it is ever needed again.
    Files.createDirectories(directory);
    return new Scratch(directory, purpose);
  }

  Path directory() {
    return directory;
  }

  private static Workplace make(Path parent) throws IOException {
    String name = "worker-" + UUID.randomUUID();
    Path lockFile = parent.resolve(name + LOCK);
    FileChannel lock = channel(lockFile);
    if (lock.tryLock() == null) {
      throw new IOException(lockFile + ": locked by another process");
    }
    return new Workplace(Files.createDirectory(parent.resolve(name)), lockFile, lock);
  }

  private static void sweep(Path parent) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.list(parent)) {
      all =
          found.filter(path -> path.getFileName().toString().matches("worker-.*\\.lock")).toList();
    }
    for (Path lockFile : all) {
      if (isDead(lockFile)) {
        String name = lockFile.getFileName().toString().replace(LOCK, "");
        Directories.delete(parent.resolve(name));
        Files.deleteIfExists(lockFile);
      }
    }
  }

  private static boolean isDead(Path lockFile) throws IOException {
    try (FileChannel channel = channel(lockFile);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (OverlappingFileLockException ofThisProcess) {
      return false;
    }
  }

  private static FileChannel channel(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  @Override
  public void close() throws IOException {
    Directories.delete(directory);
    Files.deleteIfExists(lockFile);
    lock.close();
  }
}
