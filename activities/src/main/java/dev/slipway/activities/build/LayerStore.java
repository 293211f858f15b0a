package dev.slipway.activities.build;

import dev.slipway.activities.files.Artifacts;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.temporal.Payloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The layers this worker built last, on its disk: another region, or a bucket that was emptied,
 * gets them without a second build. It is a cache: any problem with it leads to a new build.
 */
final class LayerStore {
  /** A large layer is 80 MB zipped; with these a worker serves a team's agents. */
  static final int MAX_LAYERS = 12;

  private static final String CARD = ".json";

  private final Path folder;
  private final Clock clock;

  LayerStore(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Stores the cached layer in a region, under its original key; empty when there is none or it is
   * damaged.
   */
  Optional<DependencyLayer.Layer> store(Artifacts artifacts, String region, String name) {
    Path zip = folder.resolve(name + ".zip");
    Path card = folder.resolve(name + CARD);
    try {
      if (!Files.exists(zip) || !Files.exists(card)) {
        return Optional.empty();
      }
      var layer = Payloads.mapper().readValue(card.toFile(), DependencyLayer.Layer.class);
      if (!Sha256.of(zip).equals(layer.zip().sha256())) {
        return Optional.empty(); // damaged on this disk; the build writes over it
      }
      ArtifactRef stored = artifacts.put(region, layer.zip().key(), zip);
      Files.setLastModifiedTime(card, FileTime.from(clock.instant()));
      return Optional.of(layer.at(stored));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Keeps a layer that was just built; its zip is moved here. */
  void keep(String name, DependencyLayer.Layer layer, Path zip) {
    try {
      Files.createDirectories(folder);
      Path unfinished = Files.createTempFile(folder, name, ".part");
      Files.move(zip, unfinished, StandardCopyOption.REPLACE_EXISTING);
      Files.move(unfinished, folder.resolve(name + ".zip"), StandardCopyOption.REPLACE_EXISTING);
      // Stored last: a layer with a card is complete.
      Path card = folder.resolve(name + CARD);
      Files.write(card, Payloads.mapper().writeValueAsBytes(layer));
      Files.setLastModifiedTime(card, FileTime.from(clock.instant()));
      makeRoom();
    } catch (IOException e) {
      // A full disk costs a later build, not this one.
    }
  }

  private void makeRoom() throws IOException {
    for (Path card : cardsNewestFirst().stream().skip(MAX_LAYERS).toList()) {
      Files.deleteIfExists(card);
      Files.deleteIfExists(zipOf(card));
    }
  }

  private List<Path> cardsNewestFirst() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(CARD))
          .sorted(Comparator.comparing(LayerStore::lastUse).reversed())
          .toList();
    }
  }

  private static Path zipOf(Path card) {
    String name = card.getFileName().toString();
    return card.resolveSibling(name.substring(0, name.length() - CARD.length()) + ".zip");
  }

  private static FileTime lastUse(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0); // another worker was faster; it goes first
    }
  }
}
