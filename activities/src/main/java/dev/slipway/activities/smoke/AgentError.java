package dev.slipway.activities.smoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;

/** The error that ended a call, as the runtime wrote it into the agent's log. */
final class AgentError {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVENT = "agent_failed";

  private AgentError() {}

  /** Such as {@code ValueError: no such city}, masked and cut; nothing where no line tells. */
  static Optional<String> in(List<String> log) {
    return log.reversed().stream()
        .filter(line -> line.contains(EVENT))
        .map(AgentError::tree)
        .filter(line -> EVENT.equals(line.path("event").asText()) && line.has("error_type"))
        .map(line -> line.path("error_type").asText() + ": " + line.path("error").asText(""))
        .map(Answer::excerpt)
        .findFirst();
  }

  /** Lambda hands out the last 4 KB of a log, so a line may be cut. */
  private static JsonNode tree(String line) {
    try {
      JsonNode tree = JSON.readTree(line);
      return tree == null ? MissingNode.getInstance() : tree;
    } catch (JsonProcessingException cut) {
      return MissingNode.getInstance();
    }
  }
}
