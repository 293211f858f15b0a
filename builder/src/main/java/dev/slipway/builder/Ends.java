package dev.slipway.builder;

import dev.slipway.api.Status;
import dev.slipway.starter.events.EventData;
import dev.slipway.starter.events.Feeds;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.workflows.timeline.DeploymentView;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Waits for deployments: the builder's calls answer once everything is done. */
@Component
final class Ends {
  /** No browser waits longer; the deployment continues anyway. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Feeds feeds;
  private final Deployments deployments;

  Ends(Feeds feeds, Deployments deployments) {
    this.feeds = feeds;
    this.deployments = deployments;
  }

  /** The deployment when it has ended, waits for a person, or has taken too long. */
  DeploymentView await(String id) {
    Instant end = Instant.now().plus(LONGEST);
    DeploymentView view = deployments.view(id);
    try {
      while (!settled(view.status()) && Instant.now().isBefore(end)) {
        var outcome = new Outcome(end);
        feeds.follow(id, outcome);
        view = deployments.view(id);
        if (!outcome.settled) {
          TimeUnit.SECONDS.sleep(1); // The feed broke off; don't retry immediately.
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return view;
  }

  private static boolean settled(Status status) {
    return status.terminal() || status == Status.PARKED || status == Status.AWAITING_APPROVAL;
  }

  /** Checks each status as it arrives; the last one counts. */
  private static final class Outcome implements Feeds.Listener {
    private final Instant end;
    private boolean settled;

    private Outcome(Instant end) {
      this.end = end;
    }

    @Override
    public void receive(EventData data) {
      if (data instanceof EventData.StatusData status) {
        settled = settled(status.status());
      }
    }

    @Override
    public boolean listens() {
      return !settled && Instant.now().isBefore(end);
    }

    private static boolean settled(Status status) {
      return Ends.settled(status);
    }
  }
}
