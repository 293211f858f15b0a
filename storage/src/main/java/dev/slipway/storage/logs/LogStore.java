package dev.slipway.storage.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.api.DeploymentId;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.workflows.temporal.Payloads;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps the steps' output: chunks of NDJSON, written once, read in the order they were written. */
public final class LogStore {
  private static final ObjectMapper JSON = Payloads.mapper();

  /** The most chunks that one read returns; the cursor leads to the rest. */
  private static final int MAX_CHUNKS = 200;

  private final ArtifactStore artifacts;
  private final Clock clock;

  /** Distinguishes chunks of the same millisecond. */
  private final AtomicInteger sequence = new AtomicInteger();

  /**
   * Lines and where to continue.
   *
   * @param cursor pass it to the next read; absent as long as nothing was read
   */
  public record Page(List<LogLine> lines, @Nullable String cursor) {}

  public LogStore(ArtifactStore artifacts, Clock clock) {
    this.artifacts = artifacts;
    this.clock = clock;
  }

  /** Stores lines of one step and attempt as one chunk. */
  public void append(String region, DeploymentId deployment, List<LogLine> lines) {
    if (lines.isEmpty()) {
      return;
    }
    var first = lines.getFirst();
    // Zero-padded, so that names sort by time; 13 digits are enough until the year 2286.
    var chunk = "%013d-%06d".formatted(clock.millis(), sequence.getAndIncrement() % 1_000_000);
    var key =
        "%s%d/%s.ndjson"
            .formatted(ArtifactKeys.logs(deployment, first.step()), first.attempt(), chunk);
    artifacts.put(region, key, ndjson(lines).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what was written after the cursor.
   *
   * @param step only this step's lines; all when absent
   * @param cursor of the previous page; from the beginning when absent
   */
  public Page read(
      String region, DeploymentId deployment, @Nullable String step, @Nullable String cursor) {
    var prefix = step == null ? ArtifactKeys.logs(deployment) : ArtifactKeys.logs(deployment, step);
    var lines = new ArrayList<LogLine>();
    String last = cursor;
    for (var key : chunksAfter(artifacts.list(region, prefix), cursor)) {
      lines.addAll(parse(artifacts.readUnverified(region, key)));
      last = position(key);
    }
    return new Page(List.copyOf(lines), last);
  }

  private static List<String> chunksAfter(List<String> keys, @Nullable String cursor) {
    return keys.stream()
        .filter(key -> cursor == null || position(key).compareTo(cursor) > 0)
        .sorted(Comparator.comparing(LogStore::position))
        .limit(MAX_CHUNKS)
        .toList();
  }

  /** The time the chunk was written, then its sequence number: the reading order. */
  private static String position(String key) {
    return key.substring(key.lastIndexOf('/') + 1) + "@" + key;
  }

  private static String ndjson(List<LogLine> lines) {
    var text = new StringBuilder();
    for (var line : lines) {
      try {
        text.append(JSON.writeValueAsString(line)).append('\n');
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("log line: not writable as JSON", e);
      }
    }
    return text.toString();
  }

  private static List<LogLine> parse(byte[] chunk) {
    return new String(chunk, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .map(LogStore::parse)
        .toList();
  }

  private static LogLine parse(String line) {
    try {
      return JSON.readValue(line, LogLine.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("log chunk: not NDJSON", e);
    }
  }
}
