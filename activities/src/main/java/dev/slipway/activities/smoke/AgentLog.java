package dev.slipway.activities.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The end of an agent's log, read for why it failed: the log may be gone with the function. */
final class AgentLog {
  /** The runtime writes one of these, with the trace, whatever went wrong in the agent's code. */
  private static final Pattern FAILURE = Pattern.compile("agent_(?:failed|not_loaded|crashed)");

  /** A line of the trace in the agent's own code, and the code there. */
  private static final Pattern OWN_LINE =
      Pattern.compile("File \"[^\"]*/(agent_handler\\.py\", line \\d+, in \\S+)\\n\\s*(.+)");

  /** Lambda's last line about a call. */
  private static final Pattern MEMORY =
      Pattern.compile("Memory Size: (\\d+) MB\\s+Max Memory Used: (\\d+) MB");

  private final String tail;

  AgentLog(String tail) {
    this.tail = tail;
  }

  /** The error and where in the agent's code it was; nothing where the log does not tell. */
  List<String> evidence() {
    List<String> seen = new ArrayList<>();
    tail.lines()
        .map(Answer::tree)
        .filter(line -> FAILURE.matcher(line.path("event").asText()).matches())
        .reduce((earlier, later) -> later)
        .ifPresent(failure -> read(failure, seen));
    return List.copyOf(seen);
  }

  private static void read(JsonNode failure, List<String> seen) {
    String type = failure.path("error_type").asText();
    if (!type.isEmpty()) {
      seen.add(Answer.excerpt(type + ": " + failure.path("error").asText()));
    }
    OWN_LINE
        .matcher(failure.path("trace").asText())
        .results()
        .reduce((outer, inner) -> inner)
        .map(AgentLog::place)
        .ifPresent(seen::add);
  }

  private static String place(MatchResult line) {
    return Answer.excerpt("at %s: %s".formatted(line.group(1).replace("\"", ""), line.group(2)));
  }

  /** Whether the function used all the memory that it has. */
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
