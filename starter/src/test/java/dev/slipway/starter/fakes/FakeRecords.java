package dev.slipway.starter.fakes;

import dev.slipway.storage.audit.Records;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** One bucket in memory. */
public final class FakeRecords implements Records {
  public final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

  @Override
  public Optional<byte[]> get(String region, String key) {
    return Optional.ofNullable(objects.get(key)).map(byte[]::clone);
  }

  @Override
  public Optional<InputStream> open(String region, String key) {
    return get(region, key).map(ByteArrayInputStream::new);
  }

  @Override
  public boolean putOnce(String region, String key, byte[] content) {
    return objects.putIfAbsent(key, content.clone()) == null;
  }

  @Override
  public void put(String region, String key, byte[] content) {
    objects.put(key, content.clone());
  }

  @Override
  public List<String> list(String region, String prefix, String after, int most) {
    return objects.keySet().stream()
        .filter(key -> key.startsWith(prefix) && key.compareTo(after) > 0)
        .limit(most)
        .toList();
  }

  @Override
  public List<String> regions() {
    return List.of("us-east-1");
  }
}
