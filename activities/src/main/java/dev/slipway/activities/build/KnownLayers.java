package dev.slipway.activities.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The layers that this worker has read since it started. Reading one means hashing tens of
 * megabytes; a change of code needs nothing of them but what is remembered here.
 */
final class KnownLayers {
  static final int MOST = 8;

  /** A listing has some hundred bytes for each file: usually a megabyte or two. */
  static final long MOST_BYTES = 32 << 20;

  private final SequencedMap<String, KnownLayer> layers =
      new LinkedHashMap<>(MOST, 0.75f, true); // the least recently used first

  synchronized Optional<KnownLayer> find(String sha256) {
    return Optional.ofNullable(layers.get(sha256));
  }

  /** Reads one and remembers it; empty if it is no zip. */
  Optional<KnownLayer> read(Path zip) throws IOException {
    Optional<KnownLayer> read = KnownLayer.read(zip);
    read.ifPresent(this::remember);
    return read;
  }

  private synchronized void remember(KnownLayer layer) {
    layers.put(layer.sha256(), layer);
    while (layers.size() > MOST || bytes() > MOST_BYTES) {
      layers.pollFirstEntry();
    }
  }

  private long bytes() {
    return layers.values().stream().mapToLong(layer -> layer.listing().headers().limit()).sum();
  }
}
