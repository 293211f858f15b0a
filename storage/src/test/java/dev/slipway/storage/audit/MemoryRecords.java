package dev.slipway.storage.audit;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A bucket in memory for each region; {@link RecordsContract} holds it to S3's behaviour. */
public final class MemoryRecords implements Records {
  public static final String REGION = "us-east-1";

  /** S3 lists no more at once, whatever the request says; the emulator does. */
  private static final int MAX_KEYS = 1_000;

  private final Map<String, ConcurrentNavigableMap<String, byte[]>> buckets =
      new ConcurrentHashMap<>();

  /** What is in the bucket of {@link #REGION}. */
  public final ConcurrentNavigableMap<String, byte[]> objects = made(REGION);

  /** Called before each conditional write, as a faster second writer. */
  public Runnable beforeWrite = () -> {};

  private ConcurrentNavigableMap<String, byte[]> made(String region) {
    return buckets.computeIfAbsent(checked(region), _ -> new ConcurrentSkipListMap<>());
  }

  private ConcurrentNavigableMap<String, byte[]> bucket(String region) {
    return buckets.getOrDefault(checked(region), new ConcurrentSkipListMap<>());
  }

  private static String checked(String region) {
    if (!region.matches("[a-z]+(-[a-z0-9]+)+")) {
      throw new IllegalArgumentException(
          "region: '%s' (expected: an AWS region)".formatted(region));
    }
    return region;
  }

  @Override
  public Optional<byte[]> get(String region, String key) {
    return Optional.ofNullable(bucket(region).get(key)).map(byte[]::clone);
  }

  @Override
  public Optional<InputStream> open(String region, String key) {
    return get(region, key).map(ByteArrayInputStream::new);
  }

  @Override
  public boolean putOnce(String region, String key, byte[] content) {
    beforeWrite.run();
    return made(region).putIfAbsent(key, content.clone()) == null;
  }

  @Override
  public void put(String region, String key, byte[] content) {
    made(region).put(key, content.clone());
  }

  @Override
  public List<String> list(String region, String prefix, String after, int most) {
    return bucket(region).tailMap(after, false).keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .limit(Math.min(most, MAX_KEYS))
        .toList();
  }

  @Override
  public List<String> regions() {
    return List.copyOf(new TreeSet<>(buckets.keySet()));
  }
}
