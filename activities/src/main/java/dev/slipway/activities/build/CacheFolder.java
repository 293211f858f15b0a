package dev.slipway.activities.build;

import dev.slipway.activities.files.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder on this worker's disk that several builds fill and use at once: others see all of a file
 * or nothing, and its time says when it was last used.
 */
final class CacheFolder {
  private static final String UNFINISHED = ".part";

  /** Far more than it takes to write a package and its card. */
  private static final Duration LONGEST_WRITING = Duration.ofHours(1);

  private final Path path;
  private final Clock clock;

  CacheFolder(Path path, Clock clock) {
    this.path = path;
    this.clock = clock;
  }

  /** A file, and when it was last used. */
  record Entry(Path file, Instant used) {
    boolean endsWith(String ending) {
      return file.toString().endsWith(ending);
    }
  }

  @FunctionalInterface
  private interface Writing {
    void to(Path unfinished) throws IOException;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  void write(String name, byte[] content) throws IOException {
    whole(name, unfinished -> Files.write(unfinished, content));
  }

  void copy(Path from, String name) throws IOException {
    whole(name, unfinished -> Files.copy(from, unfinished, StandardCopyOption.REPLACE_EXISTING));
  }

  /** What fails takes no room. */
  private void whole(String name, Writing writing) throws IOException {
    Files.createDirectories(path);
    Path unfinished = Files.createTempFile(path, "new-", UNFINISHED);
    try {
      writing.to(unfinished);
      touch(unfinished);
      Path place = file(name);
      if (Files.isDirectory(place)) {
        Directories.delete(place); // Moved at once, a file takes the place of files only.
      }
      Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Notes that a file is used now. */
  void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
  }

  /** All files, the last used first. Others use some meanwhile, so each time is read only once. */
  List<Entry> newestFirst() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> new Entry(file, lastUse(file)))
          .sorted(Comparator.comparing(Entry::used).reversed())
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Whether no one can still be writing what belongs to it: a kill left it. */
  boolean abandoned(Entry entry) {
    return entry.used().plus(LONGEST_WRITING).isBefore(clock.instant());
  }

  private static Instant lastUse(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.EPOCH; // another build was faster; it goes first
    }
  }
}
