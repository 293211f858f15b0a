package dev.slipway.cli.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads server-sent events from a stream, one at a time. */
public final class EventReader implements AutoCloseable {
  private final BufferedReader lines;
  private String lastId;
  private String type = "";
  private final StringBuilder data = new StringBuilder();

  public EventReader(InputStream stream, String lastId) {
    this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    this.lastId = lastId;
  }

  /** The next event whose data is JSON; empty at the end. A truncated event is dropped. */
  public Optional<ServerEvent> next() throws IOException {
    String line;
    while ((line = lines.readLine()) != null) {
      if (!line.isEmpty()) {
        take(line);
        continue;
      }
      Optional<ServerEvent> event = dispatch();
      if (event.isPresent()) {
        return event;
      }
    }
    return Optional.empty();
  }

  private void take(String line) {
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    String text = value.startsWith(" ") ? value.substring(1) : value;
    switch (field) {
      case "id" -> lastId = text;
      case "event" -> type = text;
      case "data" -> data.append(data.isEmpty() ? "" : "\n").append(text);
      default -> {
        // Comments keep the connection alive; unknown fields are for newer clients.
      }
    }
  }

  private Optional<ServerEvent> dispatch() {
    String name = type;
    String text = data.toString();
    type = "";
    data.setLength(0);
    return Json.parse(text).map(tree -> new ServerEvent(lastId, name, tree));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
