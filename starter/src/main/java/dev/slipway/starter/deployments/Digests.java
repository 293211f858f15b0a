package dev.slipway.starter.deployments;

import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.views.DeploymentSummary;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/** Reads what a list says about each deployment; once it has ended, only once. */
@Component
public final class Digests {
  private static final int MAX_REMEMBERED = 2_000;

  private final Deployments deployments;
  private final Map<String, Digest> ended = new LinkedHashMap<>();

  Digests(Deployments deployments) {
    this.deployments = deployments;
  }

  /** By the ids of the deployments; one that can't be read now has an empty one. */
  public Map<String, Digest> of(Collection<DeploymentSummary> summaries) {
    Map<String, Digest> digests = new ConcurrentHashMap<>();
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (DeploymentSummary summary : summaries) {
        readers.execute(() -> digests.put(summary.deploymentId(), of(summary)));
      }
    }
    return digests;
  }

  private Digest of(DeploymentSummary summary) {
    // The same id may be used again after it has been forgotten.
    String key = summary.deploymentId() + "@" + summary.createdAt();
    synchronized (ended) {
      Digest known = ended.get(key);
      if (known != null) {
        return known;
      }
    }
    Digest read = read(summary.deploymentId());
    if (summary.status().terminal() && !read.equals(Digest.NONE)) {
      remember(key, read);
    }
    return read;
  }

  private void remember(String key, Digest read) {
    synchronized (ended) {
      ended.put(key, read);
      if (ended.size() > MAX_REMEMBERED) {
        ended.remove(ended.keySet().iterator().next());
      }
    }
  }

  private Digest read(String id) {
    try {
      return deployments.describe(id).isEmpty() ? Digest.NONE : Digest.of(deployments.view(id));
    } catch (RuntimeException unreadable) {
      // The list itself must not fail for one that is damaged, or of a newer version.
      System.getLogger(Digests.class.getName())
          .log(System.Logger.Level.WARNING, "{0} can't be read: {1}", id, unreadable.getMessage());
      return Digest.NONE;
    }
  }
}
