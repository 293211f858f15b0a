package dev.slipway.activities.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The end of an agent's log, read to find out why it failed: the log may vanish with the function.
 *
 * <p>Lambda returns 4 KB. The runtime's summary of a failure follows the trace and is short enough
 * to be included.
 */
final class AgentLog {
  /** The runtime writes one of these, whatever went wrong in the agent's code. */
  private static final Pattern FAILURE =
      Pattern.compile("agent_(?:failed|not_loaded|crashed|timeout)|secret_unavailable");

  /** The runtime's summary is no longer than this. */
  private static final int MAX_LINE_LENGTH = 1_000;

  /** Lambda's last line about a call. */
  private static final Pattern MEMORY =
      Pattern.compile("Memory Size: (\\d+) MB\\s+Max Memory Used: (\\d+) MB");

  private final String tail;

  AgentLog(String tail) {
    this.tail = tail;
  }

  /** The error, where in the agent's code it was, and what caused it; empty without a failure. */
  List<String> evidence() {
    return tail.lines()
        .map(Answer::tree)
        .filter(line -> FAILURE.matcher(line.path("event").asText()).matches())
        .reduce((earlier, later) -> later)
        .map(AgentLog::read)
        .orElse(List.of());
  }

  /** What the runtime says would have allowed what AWS denied, each as IAM writes it. */
  List<String> denials() {
    return tail.lines()
        .map(Answer::tree)
        .filter(line -> line.path("event").asText().equals("access_denied") && line.has("allow"))
        .map(line -> "not in %s: %s".formatted(line.path("place").asText(), line.path("allow")))
        .distinct()
        .toList();
  }

  private static List<String> read(JsonNode failure) {
    List<String> seen = new ArrayList<>();
    error(failure).map(AgentLog::line).ifPresent(seen::add);
    place(failure).map(place -> line("at " + place)).ifPresent(seen::add);
    for (JsonNode cause : failure.path("causes")) {
      error(cause).ifPresent(error -> seen.add(line(cause(error, cause))));
    }
    return List.copyOf(seen);
  }

  private static String cause(String error, JsonNode cause) {
    return "caused by " + error + place(cause).map(place -> " (" + place + ")").orElse("");
  }

  private static Optional<String> error(JsonNode failure) {
    String type = failure.path("error_type").asText();
    String words = failure.path("error").asText();
    return type.isEmpty()
        ? Optional.empty()
        : Optional.of(words.isEmpty() ? type : type + ": " + words);
  }

  /** Such as {@code boom.py, line 3, in main: raise ValueError(port)}. */
  private static Optional<String> place(JsonNode failure) {
    String file = failure.path("file").asText();
    if (file.isEmpty()) {
      return Optional.empty();
    }
    String function = failure.path("function").asText();
    String in = function.isEmpty() ? "" : ", in " + function;
    String code = failure.path("code").asText();
    return Optional.of(
        "%s, line %d%s%s"
            .formatted(file, failure.path("line").asInt(), in, code.isEmpty() ? "" : ": " + code));
  }

  /** On one line, as evidence is shown. */
  private static String line(String text) {
    return Answer.beginning(text.replaceAll("\\s+", " "), MAX_LINE_LENGTH);
  }

  /** Whether the function used all of its memory. */
  boolean saysOutOfMemory() {
    if (tail.contains("Runtime.OutOfMemory")) {
      return true;
    }
    return MEMORY
        .matcher(tail)
        .results()
        .anyMatch(line -> Integer.parseInt(line.group(2)) >= Integer.parseInt(line.group(1)));
  }
}
