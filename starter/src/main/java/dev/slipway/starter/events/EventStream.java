package dev.slipway.starter.events;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a journal as server-sent events.
 *
 * <p>A watcher has no queue of its own: it reads the shared journal at its own pace. One that is
 * slower than the journal's memory is dropped, and resumes with its last event id.
 */
@Component
final class EventStream {
  /** Proxies close connections that are silent for half a minute or so. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private final JsonMapper mapper;

  EventStream(JsonMapper mapper) {
    this.mapper = mapper;
  }

  void write(Journal journal, Cursor from, HttpServletResponse response) throws IOException {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    OutputStream out = response.getOutputStream();
    text(out, "retry: 2000\n\n");
    out.flush();
    try {
      pump(journal, from, out);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  void pump(Journal journal, Cursor from, OutputStream out)
      throws IOException, InterruptedException {
    Cursor cursor = from;
    long next = journal.beginning();
    while (true) {
      Optional<Journal.Reading> reading = journal.read(next, KEEP_ALIVE);
      if (reading.isEmpty()) {
        return; // Too slow: the client reconnects with its last event id.
      }
      if (reading.get().entries().isEmpty()) {
        text(out, ": still here\n\n");
      }
      for (JournalEntry happening : reading.get().entries()) {
        if (!happening.seenBy(from)) {
          cursor = happening.advance(cursor);
          event(out, happening, cursor);
        }
      }
      out.flush();
      if (reading.get().complete()) {
        return;
      }
      next = reading.get().next();
    }
  }

  private void event(OutputStream out, JournalEntry happening, Cursor cursor) throws IOException {
    text(
        out,
        "id: %s\nevent: %s\ndata: %s\n\n"
            .formatted(cursor, happening.event(), mapper.writeValueAsString(happening.data())));
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
