package dev.slipway.storage.audit;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** What the audit needs of the buckets; failures are the SDK's own. */
public interface Records {
  Optional<byte[]> get(String region, String key);

  /** The bytes as they come, for what may be large; nothing when there is none. */
  Optional<InputStream> open(String region, String key);

  /** Stores for good, unless something is there already; then it returns false. */
  boolean putOnce(String region, String key, byte[] content);

  /** Stores, and replaces what is there. */
  void put(String region, String key, byte[] content);

  /** The first keys below a prefix that sort after the given one; an empty one is before all. */
  List<String> list(String region, String prefix, String after, int most);

  /** The regions that have a bucket of ours. */
  List<String> regions();
}
