package dev.slipway.cli.follow;

import dev.slipway.api.Status;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.Api;
import dev.slipway.cli.http.ApiProblem;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.http.ServerEvent;
import dev.slipway.cli.http.ServerUnreachable;
import dev.slipway.cli.view.Deployment;
import dev.slipway.cli.view.StatusText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows one deployment until it is at rest, showing what happens. */
public final class Follower {
  private final Api api;
  private final ReconnectPolicy reconnects;
  private final Display display;
  private @Nullable Instant lostAt;
  private String reason = "";
  private boolean restUnreported;

  private Follower(Api api, ReconnectPolicy reconnects, Display display) {
    this.api = api;
    this.reconnects = reconnects;
    this.display = display;
  }

  /** A follower for this console; with JSON, standard output is reserved for it. */
  public static Follower on(
      Console console,
      Api api,
      ReconnectPolicy reconnects,
      ZoneId zone,
      boolean json,
      boolean withLogs) {
    Display display =
        console.isTerminal() && !json
            ? new LiveDisplay(console, withLogs)
            : new PlainDisplay(
                json ? console::err : console::out, zone, withLogs, reconnects.clock().instant());
    return new Follower(api, reconnects, display);
  }

  /** Follows the deployment and returns its view at rest. */
  public Deployment follow(String id) {
    Deployment seen = new Deployment(api.get(Path.of("deployments", id)));
    if (StatusText.isAtRest(seen.status())) {
      return seen;
    }
    var progress = new Progress(seen, reconnects.clock());
    try (var feed = EventFeed.start(api, Path.of("deployments", id, "events"), reconnects)) {
      while (true) {
        Optional<Signal> signal = feed.next(display.untilTick(progress));
        Optional<Deployment> end = signal.flatMap(given -> take(id, progress, given));
        if (end.isPresent()) {
          display.end(progress);
          return end.get();
        }
        display.tick(progress, outage());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while following " + id, e);
    }
  }

  private Optional<Deployment> take(String id, Progress progress, Signal signal) {
    return switch (signal) {
      case Signal.Received received -> takeEvent(id, progress, received.event());
      case Signal.Connected _ -> {
        lostAt = null;
        yield Optional.empty();
      }
      case Signal.Lost lost -> {
        lostAt = lostAt == null ? reconnects.clock().instant() : lostAt;
        reason = lost.reason();
        yield restAfterLoss(id);
      }
      case Signal.Ended ended -> throw ended.cause();
    };
  }

  /**
   * The last events may be among those that were not received: the next connection brings them. If
   * it is lost as well and has brought none, the view decides.
   */
  private Optional<Deployment> restAfterLoss(String id) {
    Optional<Deployment> rest = atRest(id);
    boolean again = restUnreported;
    restUnreported = rest.isPresent();
    return again ? rest : Optional.empty();
  }

  private Optional<Deployment> takeEvent(String id, Progress progress, ServerEvent event) {
    restUnreported = false;
    progress.take(event);
    display.show(event, progress);
    boolean rests =
        "status".equals(event.type())
            && StatusText.isAtRest(Status.read(Json.text(event.data(), "status").orElse("")));
    return rests ? atRest(id) : Optional.empty();
  }

  /** The view if the deployment is at rest now: an event may report a rest that is long over. */
  private Optional<Deployment> atRest(String id) {
    try {
      return Optional.of(new Deployment(api.get(Path.of("deployments", id))))
          .filter(view -> StatusText.isAtRest(view.status()));
    } catch (ServerUnreachable e) {
      return Optional.empty();
    } catch (ApiProblem e) {
      if (e.isOutage()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private String outage() {
    if (lostAt == null) {
      return "";
    }
    Duration lasted = Duration.between(lostAt, reconnects.clock().instant());
    Duration left = ReconnectPolicy.MAX_OUTAGE.minus(lasted);
    return "connection lost (%s); the deployment continues, retrying for %s"
        .formatted(reason, TimeText.counter(left));
  }
}
