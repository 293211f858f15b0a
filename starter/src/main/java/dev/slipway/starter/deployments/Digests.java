package dev.slipway.starter.deployments;

import dev.slipway.api.Status;
import dev.slipway.starter.temporal.CoalescingCache;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.temporal.MutationCounter;
import dev.slipway.starter.views.DeploymentSummary;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Reads what a list says about each deployment: once it has ended, only once; until then once for
 * all who look at the same list.
 */
@Component
public final class Digests {
  private static final int MAX_REMEMBERED = 2_000;

  private final Function<String, Optional<Digest>> source;
  private final CoalescingCache<List<Key>, Map<String, Digest>> latest;
  private final Map<Key, Digest> ended = new LinkedHashMap<>();

  @Autowired
  Digests(Deployments deployments, MutationCounter mutations) {
    this(id -> deployments.describe(id).map(deployments::view).map(Digest::of), mutations);
  }

  /**
   * @param source nothing for a deployment that Temporal does not have
   */
  Digests(Function<String, Optional<Digest>> source, MutationCounter mutations) {
    this.source = source;
    this.latest = new CoalescingCache<>(mutations);
  }

  /** The same id may be used again after it has been forgotten; a new status is news. */
  private record Key(String id, Instant createdAt, Status status) {
    static Key of(DeploymentSummary summary) {
      return new Key(summary.deploymentId(), summary.createdAt(), summary.status());
    }
  }

  /** By the ids of the deployments; one that can't be read now has an empty one. */
  public Map<String, Digest> of(Collection<DeploymentSummary> summaries) {
    List<Key> keys = summaries.stream().map(Key::of).distinct().toList();
    Map<String, Digest> digests = new HashMap<>();
    List<Key> unknown;
    synchronized (ended) {
      unknown = keys.stream().filter(key -> !ended.containsKey(key)).toList();
      for (Key key : keys) {
        Digest known = ended.get(key);
        if (known != null) {
          digests.put(key.id(), known);
        }
      }
    }
    if (!unknown.isEmpty()) {
      digests.putAll(latest.get(unknown, () -> readAll(unknown)));
    }
    return digests;
  }

  private Map<String, Digest> readAll(Collection<Key> keys) {
    Map<String, Digest> read = new ConcurrentHashMap<>();
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Key key : keys) {
        readers.execute(() -> read.put(key.id(), read(key)));
      }
    }
    return Map.copyOf(read);
  }

  private Digest read(Key key) {
    try {
      // Only the audit remembers one that Temporal does not have; that stays so.
      Digest read = source.apply(key.id()).orElse(Digest.NONE);
      if (key.status().terminal()) {
        remember(key, read);
      }
      return read;
    } catch (RuntimeException unreadable) {
      // The list itself must not fail for one that is damaged, or of a newer version.
      System.getLogger(Digests.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "{0} can't be read: {1}",
              key.id(),
              unreadable.getMessage());
      return Digest.NONE;
    }
  }

  private void remember(Key key, Digest read) {
    synchronized (ended) {
      ended.put(key, read);
      if (ended.size() > MAX_REMEMBERED) {
        ended.remove(ended.keySet().iterator().next());
      }
    }
  }
}
