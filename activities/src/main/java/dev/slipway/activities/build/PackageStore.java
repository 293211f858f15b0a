package dev.slipway.activities.build;

import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.temporal.Payloads;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

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

  private final CacheFolder folder;
  private final long maxBytes;

  /**
   * A store.
   *
   * @param maxBytes what all packages may take; the least recently used make room
   */
  PackageStore(Path folder, long maxBytes, Clock clock) {
    this.folder = new CacheFolder(folder, clock);
    this.maxBytes = maxBytes;
  }

  /** What is known of a package that is complete. */
  private record Card(String label, PackedPackage.Sizes sizes, String sha256) {}

  /**
   * A copy of the package that was kept under this name, since the original may have to make room;
   * empty when there is none or it is damaged.
   */
  Optional<PackedPackage> copy(String name, Path directory) {
    Path file = folder.file(name + CARD);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      var card = Payloads.mapper().readValue(file.toFile(), Card.class);
      Path zip = Files.copy(folder.file(name + ZIP), directory.resolve(name + ZIP));
      if (!Sha256.of(zip).equals(card.sha256())) {
        return Optional.empty(); // damaged on this disk; the build writes over it
      }
      folder.touch(file);
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
    Path file = folder.file(name + CARD);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      Path zip = linkOrCopy(folder.file(name + ZIP), directory.resolve(name + ZIP));
      folder.touch(file);
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
      folder.copy(made.zip(), name + ZIP);
      // Stored last: a package with a card is complete.
      var card = new Card(made.label(), made.sizes(), sha256);
      folder.write(name + CARD, Payloads.mapper().writeValueAsBytes(card));
    } catch (IOException e) {
      // A full disk costs a later build, not this one.
    }
  }

  /** Deletes the least recently used if all together are too large, and what a kill left. */
  void makeRoom() {
    try {
      long bytes = 0;
      for (CacheFolder.Entry entry : folder.newestFirst()) {
        if (entry.endsWith(CARD)) {
          Path zip = sibling(entry.file(), CARD, ZIP);
          bytes += Files.exists(zip) ? Files.size(zip) : 0;
          if (bytes > maxBytes || !Files.exists(zip)) {
            Files.deleteIfExists(entry.file());
            Files.deleteIfExists(zip);
          }
        } else if (!hasCard(entry) && folder.abandoned(entry)) {
          Files.deleteIfExists(entry.file());
        }
      }
    } catch (IOException e) {
      // Another worker on this disk was faster; the next build tries again.
    }
  }

  private static boolean hasCard(CacheFolder.Entry entry) {
    return entry.endsWith(ZIP) && Files.exists(sibling(entry.file(), ZIP, CARD));
  }

  private static Path sibling(Path file, String ending, String other) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.length() - ending.length()) + other);
  }
}
