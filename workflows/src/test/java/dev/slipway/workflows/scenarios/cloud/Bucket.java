package dev.slipway.workflows.scenarios.cloud;

import dev.slipway.workflows.model.ArtifactRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/** Objects by key; a put replaces what was there. */
public final class Bucket {
  private static final String URI = "s3://bucket/";

  /** One object. */
  private record Stored(String text, Instant at) {}

  private final ConcurrentSkipListMap<String, Stored> objects = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListSet<String> ever = new ConcurrentSkipListSet<>();
  private final InstantSource clock;

  Bucket(InstantSource clock) {
    this.clock = clock;
  }

  public ArtifactRef put(String key, String text) {
    objects.put(key, new Stored(text, clock.instant()));
    ever.add(key);
    return new ArtifactRef(URI + key, sha256(text), text.length());
  }

  public Optional<String> get(String uri) {
    return Optional.ofNullable(objects.get(uri.substring(URI.length()))).map(Stored::text);
  }

  public SortedSet<String> keys() {
    return new TreeSet<>(objects.keySet());
  }

  /** When anything with this prefix was stored last. */
  Instant lastStored(String prefix) {
    return objects.entrySet().stream()
        .filter(object -> object.getKey().startsWith(prefix))
        .map(object -> object.getValue().at())
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  /** Removes what was put for a refused request. */
  public void takeBack(String key) {
    objects.remove(key);
    ever.remove(key);
  }

  /** Every key with this prefix that ever had an object. */
  public SortedSet<String> everStored(String prefix) {
    return ever.stream()
        .filter(key -> key.startsWith(prefix))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Deletes everything whose key has this prefix, and returns the keys. */
  public List<String> deleteAll(String prefix) {
    List<String> keys = objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    keys.forEach(objects::remove);
    return keys;
  }

  /** The hash that names this content. */
  public static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
