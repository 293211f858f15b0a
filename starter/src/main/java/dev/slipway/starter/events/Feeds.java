package dev.slipway.starter.events;

import dev.slipway.api.DeploymentId;
import dev.slipway.starter.StarterSettings;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.temporal.TemporalConnection;
import io.temporal.api.common.v1.WorkflowExecution;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** One feed for each watched deployment. */
@Component
public final class Feeds {
  /** How often a listener is asked whether it is still listening. */
  private static final Duration ASK = Duration.ofSeconds(1);

  private final TemporalConnection temporal;
  private final Deployments deployments;
  private final StarterStorage storage;
  private final int mostWatchers;
  private final Map<String, Feed> feeds = new HashMap<>();
  private int watchers;

  Feeds(
      TemporalConnection temporal,
      Deployments deployments,
      StarterStorage storage,
      StarterSettings settings) {
    this.temporal = temporal;
    this.deployments = deployments;
    this.storage = storage;
    this.mostWatchers = settings.watchers();
  }

  /** Receives what happens in a deployment. */
  public interface Listener {
    void receive(EventData data);

    /** Whether to continue; asked about once a second. */
    boolean listens();
  }

  /** Delivers everything from the beginning, until the deployment or the listening ends. */
  public void follow(String id, Listener listener) throws InterruptedException {
    try (Watch watch = watch(id)) {
      Journal journal = watch.journal();
      long next = journal.beginning();
      boolean complete = false;
      while (!complete && listener.listens()) {
        Journal.Reading reading = journal.read(next, ASK).orElse(null);
        if (reading == null) {
          next = journal.beginning(); // What it missed was older than the journal's memory.
          continue;
        }
        reading.entries().forEach(entry -> listener.receive(entry.data()));
        next = reading.next();
        complete = reading.complete();
      }
    }
  }

  /** A watcher's share in a feed; closing it releases it. */
  final class Watch implements AutoCloseable {
    private final String key;
    private final Feed feed;

    private Watch(String key, Feed feed) {
      this.key = key;
      this.feed = feed;
    }

    Journal journal() {
      return feed.journal();
    }

    @Override
    public void close() {
      leave(key, feed);
    }
  }

  /** Starts watching; 404 without such a deployment, 429 with too many watchers. */
  Watch watch(String id) {
    var described = deployments.describe(id).orElseThrow(() -> Deployments.notFound(id));
    return join(described.getWorkflowExecutionInfo().getExecution());
  }

  private synchronized Watch join(WorkflowExecution execution) {
    if (watchers >= mostWatchers) {
      throw ProblemException.tooManyRequests(
          "%d clients are watching already (expected: fewer); try again later".formatted(watchers));
    }
    String key = execution.getWorkflowId() + "/" + execution.getRunId();
    Feed feed =
        feeds.computeIfAbsent(
            key,
            ignored ->
                new Feed(
                    temporal,
                    deployments,
                    execution,
                    new LogReader(
                        storage.logs(),
                        deployments.view(execution.getWorkflowId()).agent(),
                        new DeploymentId(execution.getWorkflowId()))));
    feed.join();
    watchers++;
    return new Watch(key, feed);
  }

  private synchronized void leave(String key, Feed feed) {
    watchers--;
    if (feed.leave()) {
      feeds.remove(key, feed);
    }
  }
}
