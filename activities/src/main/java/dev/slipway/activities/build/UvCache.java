package dev.slipway.activities.build;

import dev.slipway.activities.process.LineSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What uv has downloaded. uv itself never removes any of it; here it is, where it is the worker's
 * own: in its work directory. One that is shared with others is left alone.
 */
final class UvCache {
  /** Some hundred packages, unpacked. */
  static final long MAX_BYTES = 2_000_000_000;

  /** To measure it takes a look at each file. */
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final BuildTools tools;
  private final long maxBytes;
  private final Clock clock;
  private Instant next = Instant.MIN;

  UvCache(BuildTools tools, long maxBytes, Clock clock) {
    this.tools = tools;
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  /** Empties it if it is too large; uv waits until no other build uses it. */
  void makeRoom(Path directory, LineSink log) throws InterruptedException {
    if (!isDue()) {
      return;
    }
    Optional<Path> own = tools.uvCache().filter(cache -> cache.startsWith(tools.cache()));
    if (own.isPresent() && bytes(own.get()) > maxBytes) {
      tools.emptyUvCache(directory, log);
    }
  }

  private synchronized boolean isDue() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return false;
    }
    next = now.plus(PAUSE);
    return true;
  }

  private static long bytes(Path directory) {
    if (!Files.isDirectory(directory)) {
      return 0;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(Files::isRegularFile).mapToLong(UvCache::size).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0; // another build changes it; the next one looks again
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0; // gone meanwhile
    }
  }
}
