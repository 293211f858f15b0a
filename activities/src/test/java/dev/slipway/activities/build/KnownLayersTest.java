package dev.slipway.activities.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownLayersTest {
  @TempDir Path folder;

  private final KnownLayers layers = new KnownLayers();

  /** With a listing of a bit more than so many bytes. */
  private String read(int number, int bytes) throws IOException {
    Path zip = folder.resolve(number + ".zip");
    try (var packed = new ZipArchiveOutputStream(zip)) {
      for (int entry = 0; entry <= bytes >> 15; entry++) {
        var named = new ZipArchiveEntry("%d/%d/".formatted(number, entry));
        named.setComment("a".repeat(Math.min(bytes, 1 << 15)));
        packed.putArchiveEntry(named);
        packed.closeArchiveEntry();
      }
    }
    return layers.read(zip).orElseThrow().sha256();
  }

  @Test
  void leastRecentlyUsed_isForgotten() throws Exception {
    String first = read(0, 1);
    String second = read(1, 1);
    for (int number = 2; number < KnownLayers.MOST; number++) {
      read(number, 1);
    }
    assertThat(layers.find(first)).isPresent();

    read(KnownLayers.MOST, 1);

    assertThat(layers.find(first)).isPresent();
    assertThat(layers.find(second)).isEmpty();
  }

  @Test
  void longListings_takeTheRoomOfMany() throws Exception {
    int half = (int) KnownLayers.MOST_BYTES / 2;
    String first = read(0, half);
    assertThat(layers.find(first)).isPresent();

    String second = read(1, half);

    assertThat(layers.find(first)).isEmpty();
    assertThat(layers.find(second)).isPresent();
  }
}
