package dev.slipway.builder;

import dev.slipway.starter.events.EventData;
import dev.slipway.starter.events.EventData.StatusData;
import dev.slipway.starter.events.Feeds;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.temporal.Query;
import dev.slipway.starter.temporal.Visibility;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Follows every deployment in progress, wherever it was requested, as long as anyone is listening.
 */
@Component
final class DeploymentWatcher {
  private static final long PAUSE_SECONDS = 1;

  /** Visibility may list a deployment as open for a moment after its end. */
  private static final int ENDED_REMEMBERED = 1_000;

  private final WebSocketBroadcaster broadcaster;
  private final Feeds feeds;
  private final Visibility visibility;
  private final Set<String> followed = new HashSet<>();
  private final LinkedHashSet<String> ended = new LinkedHashSet<>();
  private boolean looking;

  DeploymentWatcher(WebSocketBroadcaster broadcaster, Feeds feeds, Visibility visibility) {
    this.broadcaster = broadcaster;
    this.feeds = feeds;
    this.visibility = visibility;
  }

  /** For the first listener: starts looking for open deployments, unless already started. */
  synchronized void begin() {
    if (!looking) {
      looking = true;
      Thread.ofVirtual().name("starter-lookout").start(this::look);
    }
  }

  /** Follows one deployment immediately; does nothing without listeners or if already followed. */
  synchronized void follow(String id) {
    if (!broadcaster.isEmpty() && !ended.contains(id) && followed.add(id)) {
      Thread.ofVirtual().name("starter-progress-" + id).start(() -> sendAll(id));
    }
  }

  private void look() {
    try {
      while (stillLooking()) {
        findOpen();
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean stillLooking() {
    looking = !broadcaster.isEmpty();
    return looking;
  }

  private void findOpen() {
    try {
      visibility
          .find(Query.types(Deployments.TYPES).running(), Visibility.MAX_PER_PAGE, null)
          .found()
          .forEach(info -> follow(info.getExecution().getWorkflowId()));
    } catch (RuntimeException silent) {
      debug("open deployments can't be listed now", silent);
    }
  }

  private void sendAll(String id) {
    var words = new ProgressWords(id);
    try {
      feeds.follow(
          id,
          new Feeds.Listener() {
            @Override
            public void receive(EventData data) {
              words.of(data).ifPresent(broadcaster::send);
              if (data instanceof StatusData status && status.status().terminal()) {
                remember(id);
              }
            }

            @Override
            public boolean listens() {
              return !broadcaster.isEmpty();
            }
          });
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException lost) {
      debug("lost track of " + id, lost);
    } finally {
      done(id);
    }
  }

  private synchronized void remember(String id) {
    ended.add(id);
    if (ended.size() > ENDED_REMEMBERED) {
      ended.removeFirst();
    }
  }

  private synchronized void done(String id) {
    followed.remove(id);
    broadcaster.forget(id);
  }

  private static void debug(String what, Exception why) {
    System.getLogger(DeploymentWatcher.class.getName()).log(System.Logger.Level.DEBUG, what, why);
  }
}
