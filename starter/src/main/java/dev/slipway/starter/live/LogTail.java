package dev.slipway.starter.live;

import dev.slipway.starter.web.NdJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes an agent's log line by line, and goes on when asked to. */
@Component
final class LogTail {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Whoever wants more asks again. */
  private static final Duration LONGEST_FOLLOW = Duration.ofHours(1);

  /** One answer's worth of lines without following. */
  private static final int MOST_LINES = 10_000;

  private final AgentLogs logs;
  private final NdJson ndjson;

  LogTail(AgentLogs logs, NdJson ndjson) {
    this.logs = logs;
    this.ndjson = ndjson;
  }

  void write(
      String region,
      String group,
      Instant since,
      AgentLogs.Page first,
      boolean follow,
      HttpServletResponse response)
      throws IOException {
    try (NdJson.Lines lines = ndjson.open(response)) {
      Instant end = Instant.now().plus(LONGEST_FOLLOW);
      AgentLogs.Page page = first;
      Instant from = since;
      int written = 0;
      while (true) {
        for (AgentLogs.Line line : page.lines()) {
          lines.write(line);
          from = later(from, line.time());
          written++;
        }
        lines.flush();
        String next = page.next();
        if (next == null && (!follow || Instant.now().isAfter(end) || !pause(lines))) {
          return;
        }
        if (!follow && written >= MOST_LINES) {
          return;
        }
        page = logs.read(region, group, from, next);
      }
    }
  }

  /** The next read begins after the last line: events of one millisecond come together. */
  private static Instant later(Instant from, @Nullable Instant line) {
    return line == null || line.isBefore(from) ? from : line.plusMillis(1);
  }

  private static boolean pause(NdJson.Lines lines) throws IOException {
    try {
      Thread.sleep(PAUSE);
      lines.keepAlive();
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
