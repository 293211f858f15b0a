package dev.slipway.cli.commands;

import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints an agent's log, which arrives in any number of answers, each line once: what was lost with
 * a connection is asked for again from the time of the last line on.
 */
final class AgentLogLines {
  private final LogLines lines;
  private @Nullable String since;

  /** All that was printed of the moment {@link #since}, as it arrived. */
  private final List<String> printed = new ArrayList<>();

  AgentLogLines(Verb verb, @Nullable String since) {
    this.lines = new LogLines(verb);
    this.since = since;
  }

  /** What of the log is still to be printed. */
  Path rest(Path log) {
    return log.withAny("since", since).withAny("next", lines.next().orElse(null));
  }

  /** Whether the last answer was not the whole rest. */
  boolean continues() {
    return lines.next().isPresent();
  }

  void print(InputStream answer) throws IOException {
    // The server itself continues behind the last line of an answer that it has ended.
    var known = continues() ? new ArrayList<String>() : new ArrayList<>(printed);
    try (var all = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8))) {
      String line;
      while ((line = all.readLine()) != null) {
        if (!line.isBlank() && !known.remove(line)) {
          remember(line);
          lines.print(line);
        }
      }
    }
  }

  private void remember(String line) {
    String time = Json.parse(line).flatMap(entry -> Json.text(entry, "time")).orElse(since);
    if (time != null && !time.equals(since)) {
      since = time;
      printed.clear();
    }
    printed.add(line);
  }
}
