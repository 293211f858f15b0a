package dev.slipway.starter.fakes;

import dev.slipway.starter.fakes.RunningStarter.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Watches a deployment for as long as the server lets it. */
public final class Watcher {
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final HttpURLConnection connection;
  private final Thread reader;

  private Watcher(HttpURLConnection connection) {
    this.connection = connection;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  public static Watcher at(String authority, String id) {
    try {
      var connection =
          (HttpURLConnection)
              URI.create("http://%s/api/v1/deployments/%s/events".formatted(authority, id))
                  .toURL()
                  .openConnection();
      connection.setRequestProperty("Authorization", "Bearer " + RunningStarter.TOKEN);
      return new Watcher(connection);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void read() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      String id = "";
      String name = "";
      String data = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.isEmpty() && !data.isEmpty()) {
          events.add(new Event(id, name, data));
          data = "";
        }
      }
    } catch (IOException ended) {
      Thread.currentThread().interrupt(); // The server has gone: that is an end, too.
    }
  }

  public List<Event> events() {
    return List.copyOf(events);
  }

  /** Whether any event so far contains the text. */
  public boolean saw(String text) {
    return events.stream().anyMatch(event -> event.data().contains(text));
  }

  public boolean ended() {
    return !reader.isAlive();
  }
}
