package dev.slipway.activities.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.files.FakeArtifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerStoreTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir Path folder;

  private final FakeArtifacts artifacts = new FakeArtifacts();

  private LayerStore layers(Instant now) {
    return new LayerStore(folder.resolve("layers"), Clock.fixed(now, ZoneOffset.UTC));
  }

  private DependencyLayer.Layer keep(String name, Instant now) throws IOException {
    Path zip = Files.writeString(folder.resolve("layer.zip"), "zip of " + name);
    var layer =
        new DependencyLayer.Layer(artifacts.put("us-east-1", name, zip), 100, true, List.of());
    layers(now).keep(name, layer, zip);
    return layer;
  }

  @Test
  void keptLayer_isStoredInAnotherRegionWithoutABuild() throws Exception {
    var layer = keep("a", NOON);

    var stored = layers(NOON).store(artifacts, "eu-west-1", "a").orElseThrow();

    assertThat(stored.zip().sha256()).isEqualTo(layer.zip().sha256());
    assertThat(stored.zip().key()).isEqualTo("a");
    assertThat(artifacts.find("eu-west-1", "a")).contains(stored.zip());
    assertThat(stored.unzippedBytes()).isEqualTo(100);
  }

  @Test
  void unknownLayer_isNotFound() {
    assertThat(layers(NOON).store(artifacts, "us-east-1", "b")).isEmpty();
  }

  @Test
  void damagedLayer_isNotStored() throws Exception {
    keep("a", NOON);
    Files.writeString(folder.resolve("layers/a.zip"), "zip of b");

    assertThat(layers(NOON).store(artifacts, "eu-west-1", "a")).isEmpty();
    assertThat(artifacts.find("eu-west-1", "a")).isEmpty();
  }

  @Test
  void theLeastRecentlyUsed_makeRoom() throws Exception {
    for (int i = 0; i <= LayerStore.MAX_LAYERS; i++) {
      keep("layer-" + i, NOON.plus(Duration.ofMinutes(i)));
    }

    assertThat(layers(NOON).store(artifacts, "us-east-1", "layer-0")).isEmpty();
    assertThat(layers(NOON).store(artifacts, "us-east-1", "layer-1")).isPresent();
    try (Stream<Path> files = Files.list(folder.resolve("layers"))) {
      assertThat(files).hasSize(2 * LayerStore.MAX_LAYERS);
    }
  }
}
