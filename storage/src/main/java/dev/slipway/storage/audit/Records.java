package dev.slipway.storage.audit;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** What the audit needs from the buckets; failures are the SDK's own. */
public interface Records {
  Optional<byte[]> get(String region, String key);

  /** The bytes as a stream, for what may be large; empty if there is no object. */
  Optional<InputStream> open(String region, String key);

  /** Stores permanently, unless something is already there; then it returns false. */
  boolean putOnce(String region, String key, byte[] content);

  /** Stores, replacing what is there. */
  void put(String region, String key, byte[] content);

  /** The first keys below a prefix that sort after the given one; an empty one sorts first. */
  List<String> list(String region, String prefix, String after, int most);

  /** The regions that have one of our buckets. */
  List<String> regions();
}
