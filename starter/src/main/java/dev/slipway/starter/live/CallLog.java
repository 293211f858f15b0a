package dev.slipway.starter.live;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the calls in an agent's log: by Lambda's REPORT lines, and by those that the agent's
 * runtime writes when a call ends. One call may have both.
 */
final class CallLog {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** An agent may print such lines, too, with any digits: those that Lambda can't mean are none. */
  private static final Pattern REPORT =
      Pattern.compile(
          "REPORT RequestId: (\\S+)\\s+Duration: (\\d{1,9}(?:\\.\\d+)?) ms\\s"
              + ".*Max Memory Used: (\\d{1,6}) MB(.*)");

  /** What the runtime calls the ends of a call. */
  private static final Set<String> ENDS =
      Set.of(
          "agent_answered",
          "agent_streamed",
          "agent_failed",
          "agent_timeout",
          "agent_not_loaded",
          "agent_crashed",
          "secret_unavailable");

  /** What the runtime calls the line with a call's tokens, which comes before its end. */
  private static final String TOKENS = "agent_usage";

  /** More than any call takes; an agent may print any number. */
  private static final long MOST_TOKENS = 1_000_000_000;

  private static final int SERVER_ERROR = 500;

  private final Map<String, LoggedCall> calls = new LinkedHashMap<>();
  private final Map<String, Tokens> tokens = new HashMap<>();

  void add(Instant time, String line) {
    Matcher report = REPORT.matcher(line);
    if (report.matches()) {
      String rest = report.group(4);
      add(
          report.group(1),
          new LoggedCall(
              time,
              Math.round(Double.parseDouble(report.group(2))),
              rest.contains("Status: timeout") || rest.contains("Status: error"),
              rest.contains("Init Duration:"),
              Integer.parseInt(report.group(3))));
    } else if (line.startsWith("{")) {
      structured(line).ifPresent(said -> add(time, said));
    }
  }

  private void add(Instant time, JsonNode said) {
    String request = said.path("request_id").asString("");
    String event = said.path("event").asString("");
    if (event.equals(TOKENS)) {
      tokens.merge(request, tokens(said), Tokens::plus);
    } else if (ENDS.contains(event)) {
      add(request, call(time, said));
    }
  }

  private void add(String request, LoggedCall call) {
    calls.merge(request, call, LoggedCall::with);
  }

  private static Optional<JsonNode> structured(String line) {
    try {
      return Optional.of(MAPPER.readTree(line)).filter(node -> node.path("request_id").isString());
    } catch (JacksonException printed) {
      return Optional.empty();
    }
  }

  private static LoggedCall call(Instant time, JsonNode end) {
    boolean failed =
        end.path("level").asString("").equals("ERROR")
            || end.path("status").asInt(0) >= SERVER_ERROR;
    return new LoggedCall(time, Math.max(0, end.path("ms").asInt(0)), failed, false, 0);
  }

  private static Tokens tokens(JsonNode said) {
    long output = count(said, "output_tokens");
    // Of what was cached, some providers count nothing as input; the total holds it in any case.
    return new Tokens(Math.max(0, count(said, "total_tokens") - output), output);
  }

  private static long count(JsonNode said, String name) {
    return Math.clamp(said.path(name).asLong(0), 0, MOST_TOKENS);
  }

  List<LoggedCall> calls() {
    return calls.entrySet().stream()
        .map(call -> call.getValue().with(tokens.getOrDefault(call.getKey(), Tokens.NONE)))
        .toList();
  }
}
