package dev.slipway.starter.live;

import dev.slipway.starter.web.NdJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Writes an agent's log line by line, and continues when asked to. */
@Component
final class LogTail {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** A caller that wants more asks again. */
  private static final Duration MAX_FOLLOW = Duration.ofHours(1);

  /** One answer's worth of lines without following. */
  static final int MAX_LINES = 10_000;

  private final NdJson ndjson;

  private final Duration maxFollow;

  @Autowired
  LogTail(NdJson ndjson) {
    this(ndjson, MAX_FOLLOW);
  }

  LogTail(NdJson ndjson, Duration maxFollow) {
    this.ndjson = ndjson;
    this.maxFollow = maxFollow;
  }

  /** One line of the function's log. */
  record Line(Instant time, String stream, String line) {}

  /**
   * The last line of an answer that is not the whole log.
   *
   * @param next what to ask for to continue; absent where no caller can
   */
  record Cut(String line, boolean cut, @Nullable String next) {
    static Cut at(LogPosition end) {
      return new Cut("The answer ends here; the log continues.", true, end.token());
    }

    static Cut unreachable(Instant time) {
      return new Cut(
          "The log service withholds lines of %s: more of that millisecond than it returns at once."
              .formatted(time),
          true,
          null);
    }
  }

  /**
   * Writes the log.
   *
   * @param first what the reading has already returned
   */
  void write(
      LogReading reading, List<LogPages.Event> first, boolean follow, HttpServletResponse response)
      throws IOException {
    try (NdJson.Lines lines = ndjson.open(response)) {
      Instant end = Instant.now().plus(maxFollow);
      LogPosition position = reading.start();
      List<LogPages.Event> page = first;
      int written = 0;
      while (true) {
        for (LogPages.Event event : page) {
          if (!follow && written == MAX_LINES) {
            lines.write(Cut.at(position));
            return;
          }
          lines.write(new Line(event.time(), event.stream(), event.line()));
          position = LogPosition.behind(event);
          written++;
        }
        lines.flush();
        if (reading.isCut()) {
          lines.write(Cut.unreachable(position.since()));
        }
        if (reading.isCaughtUp()) {
          if (!follow || !pause(lines)) {
            return;
          }
          if (Instant.now().isAfter(end)) {
            lines.write(Cut.at(position));
            return;
          }
          reading.again();
        }
        page = reading.advance();
      }
    }
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
