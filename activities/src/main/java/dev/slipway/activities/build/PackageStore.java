package dev.slipway.activities.build;

import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.temporal.Payloads;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The packages this worker packed last, on its disk: a layer that has them too, in this region or
 * another, is put together without installing, examining and compiling them again. It is a cache:
 * any problem with it leads to a new build.
 */
final class PackageStore {
  /** Some twenty layers, which have most of their packages in common. */
  static final long MAX_BYTES = 2_000_000_000;

  private static final String CARD = ".json";
  private static final String ZIP = ".zip";
  private static final String UNFINISHED = ".part";

  /** Far more than it takes to copy a package and write its card. */
  private static final Duration LONGEST_KEEPING = Duration.ofHours(1);

  private final Path folder;
  private final long maxBytes;
  private final Clock clock;

  /**
   * A store.
   *
   * @param maxBytes what all packages may take; the least recently used make room
   */
  PackageStore(Path folder, long maxBytes, Clock clock) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  /** What is known of a package that is complete. */
  private record Card(String label, PackedPackage.Sizes sizes, String sha256) {}

  /**
   * A copy of the package that was kept under this name, since the original may have to make room;
   * empty when there is none or it is damaged.
   */
  Optional<PackedPackage> copy(String name, Path directory) {
    Path file = folder.resolve(name + CARD);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      var card = Payloads.mapper().readValue(file.toFile(), Card.class);
      Path zip = Files.copy(folder.resolve(name + ZIP), directory.resolve(name + ZIP));
      if (!Sha256.of(zip).equals(card.sha256())) {
        return Optional.empty(); // damaged on this disk; the build writes over it
      }
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
      return Optional.of(new PackedPackage(card.label(), zip, card.sizes()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * What was kept under this name, for whoever checks its hash while reading it; stays in the
   * folder when the original makes room.
   */
  Optional<Path> unchecked(String name, Path directory) {
    Path file = folder.resolve(name + CARD);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      Path zip = linkOrCopy(folder.resolve(name + ZIP), directory.resolve(name + ZIP));
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
      return Optional.of(zip);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Path linkOrCopy(Path from, Path to) throws IOException {
    try {
      return Files.createLink(to, from);
    } catch (FileSystemException | UnsupportedOperationException e) {
      return Files.copy(from, to); // on another disk
    }
  }

  /** Keeps a copy of a package. */
  void keep(String name, PackedPackage made) {
    try {
      keep(name, made, Sha256.of(made.zip()));
    } catch (IOException e) {
      // As below.
    }
  }

  /** Keeps a copy of a package of this hash. */
  void keep(String name, PackedPackage made, String sha256) {
    try {
      Files.createDirectories(folder);
      copyWhole(made.zip(), folder.resolve(name + ZIP));
      // Stored last: a package with a card is complete.
      Path file = folder.resolve(name + CARD);
      var card = new Card(made.label(), made.sizes(), sha256);
      Files.write(file, Payloads.mapper().writeValueAsBytes(card));
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    } catch (IOException e) {
      // A full disk costs a later build, not this one.
    }
  }

  /** Others see all of it or nothing; a copy that failed takes no room. */
  private void copyWhole(Path from, Path to) throws IOException {
    Path unfinished = Files.createTempFile(folder, "copy-", UNFINISHED);
    try {
      Files.copy(from, unfinished, StandardCopyOption.REPLACE_EXISTING);
      Files.move(unfinished, to, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Deletes the least recently used if all together are too large, and what a kill left. */
  void makeRoom() {
    try {
      long bytes = 0;
      for (Path card : cardsNewestFirst()) {
        Path zip = zipOf(card);
        bytes += Files.exists(zip) ? Files.size(zip) : 0;
        if (bytes > maxBytes || !Files.exists(zip)) {
          Files.deleteIfExists(card);
          Files.deleteIfExists(zip);
        }
      }
      for (Path file : leftovers()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // Another worker on this disk was faster; the next build tries again.
    }
  }

  private List<Path> leftovers() throws IOException {
    Instant old = clock.instant().minus(LONGEST_KEEPING);
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !file.toString().endsWith(CARD))
          .filter(file -> !file.toString().endsWith(ZIP) || !Files.exists(cardOf(file)))
          .filter(file -> lastUse(file).toInstant().isBefore(old))
          .toList();
    }
  }

  private static Path cardOf(Path zip) {
    return zip.resolveSibling(zip.getFileName().toString().replace(ZIP, CARD));
  }

  private List<Path> cardsNewestFirst() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(CARD))
          // Read once: another build that uses one meanwhile must not change the order.
          .map(card -> Map.entry(card, lastUse(card)))
          .sorted(Map.Entry.<Path, FileTime>comparingByValue().reversed())
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  private static Path zipOf(Path card) {
    String name = card.getFileName().toString();
    return card.resolveSibling(name.substring(0, name.length() - CARD.length()) + ZIP);
  }

  private static FileTime lastUse(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0); // another worker was faster; it goes first
    }
  }
}
