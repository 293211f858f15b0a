package dev.slipway.activities.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The layers that this worker has read since it started. Reading one means hashing tens of
 * megabytes; a change of code needs nothing of them but what is remembered here.
 */
final class KnownLayers {
  /** A listing has some hundred bytes for each file, at most a few megabytes. */
  static final int MOST = 8;

  private final Map<String, KnownLayer> layers =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KnownLayer> eldest) {
          return size() > MOST;
        }
      };

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
  }
}
