package dev.slipway.cli.commands;

import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prints an agent's log, which arrives in any number of answers, each line once. After a lost
 * connection it asks again for the minute before the last line: AWS delivers the lines of one of
 * the agent's environments after later lines of another.
 */
final class AgentLogLines {
  /** As long as the server waits for late lines. */
  private static final Duration LATENESS = Duration.ofMinutes(1);

  private final LogLines lines;
  private final @Nullable String since;
  private @Nullable Instant first;
  private @Nullable Instant newest;

  /** All of the last minute. */
  private final List<Printed> printed = new ArrayList<>();

  private record Printed(Instant at, String line) {}

  AgentLogLines(Verb verb, @Nullable String since) {
    this.lines = new LogLines(verb);
    this.since = since;
  }

  /** What of the log is still to be printed, and what may be among it. */
  Path rest(Path log) {
    return log.withAny("since", from()).withAny("next", lines.next().orElse(null));
  }

  /** Nothing from before the first line: no one asked for it. */
  private @Nullable String from() {
    if (first == null || newest == null) {
      return since;
    }
    Instant late = newest.minus(LATENESS);
    return (late.isAfter(first) ? late : first).toString();
  }

  /** Whether the last answer was not the whole rest. */
  boolean continues() {
    return lines.next().isPresent();
  }

  void print(InputStream answer) throws IOException {
    // The server itself continues behind the last line of an answer that it has ended.
    var known =
        continues()
            ? new ArrayList<String>()
            : printed.stream().map(Printed::line).collect(Collectors.toCollection(ArrayList::new));
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
    Instant at = time(line).orElse(newest);
    if (at == null) {
      return;
    }
    first = first == null || at.isBefore(first) ? at : first;
    newest = newest == null || at.isAfter(newest) ? at : newest;
    printed.add(new Printed(at, line));
    Instant late = newest.minus(LATENESS);
    printed.removeIf(one -> one.at().isBefore(late));
  }

  private static Optional<Instant> time(String line) {
    try {
      return Json.parse(line).flatMap(entry -> Json.text(entry, "time")).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
