package dev.slipway.cli.follow;

import dev.slipway.cli.http.Api;
import dev.slipway.cli.http.ApiProblem;
import dev.slipway.cli.http.EventReader;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.http.ServerEvent;
import dev.slipway.cli.http.ServerUnreachable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The events of one deployment, without gaps or repetition, over as many connections as needed. */
final class EventFeed implements AutoCloseable {
  /** The server is read only as fast as events are shown. */
  private static final int CAPACITY = 256;

  /** A connection silent for this long may be dead; resuming costs nothing. */
  private static final Duration MAX_SILENCE = Duration.ofSeconds(60);

  private final BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(CAPACITY);
  private final Api api;
  private final Path path;
  private final ReconnectPolicy reconnects;
  private final Thread reader;
  private String lastId = "";
  private Instant answeredAt;
  private int attempts;

  private EventFeed(Api api, Path path, ReconnectPolicy reconnects) {
    this.api = api;
    this.path = path;
    this.reconnects = reconnects;
    this.answeredAt = reconnects.clock().instant();
    this.reader = Thread.ofVirtual().name("event-feed").unstarted(this::read);
  }

  static EventFeed start(Api api, Path path, ReconnectPolicy reconnects) {
    var feed = new EventFeed(api, path, reconnects);
    feed.reader.start();
    return feed;
  }

  /** The next signal; empty if there is none within the given time. */
  Optional<Signal> next(Duration atMost) throws InterruptedException {
    return Optional.ofNullable(signals.poll(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS));
  }

  private void read() {
    try {
      while (true) {
        String reason = readOneConnection();
        signals.put(new Signal.Lost(reason));
        if (reconnects.isExhausted(answeredAt)) {
          signals.put(new Signal.Ended(api.unreachable(new IOException(reason))));
          return;
        }
        reconnects.pauseBeforeAttempt(attempts++);
      }
    } catch (ApiProblem refused) {
      signals.offer(new Signal.Ended(refused));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads until the connection ends and returns why it did. */
  private String readOneConnection() throws InterruptedException {
    try (var events = new EventReader(api.stream(path, headers(), MAX_SILENCE), lastId)) {
      answeredAt = reconnects.clock().instant();
      signals.put(new Signal.Connected());
      Optional<ServerEvent> event = events.next();
      while (event.isPresent()) {
        attempts = 0;
        lastId = event.get().id();
        signals.put(new Signal.Received(event.get()));
        event = events.next();
      }
      answeredAt = reconnects.clock().instant();
      return "the stream ended";
    } catch (ServerUnreachable e) {
      return e.reason();
    } catch (IOException e) {
      answeredAt = reconnects.clock().instant();
      return api.unreachable(e).reason();
    } catch (ApiProblem e) {
      if (e.isOutage()) {
        return String.valueOf(e.getMessage());
      }
      throw e;
    }
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", "text/event-stream");
    headers.put("Cache-Control", "no-cache");
    if (!lastId.isEmpty()) {
      headers.put("Last-Event-ID", lastId);
    }
    return headers;
  }

  @Override
  public void close() {
    reader.interrupt();
  }
}
