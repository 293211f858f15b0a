package dev.slipway.workflows.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an agent on AgentCore has answered in server-sent events.
 *
 * @param text its pieces of text together, and what is no text as JSON on a line of its own
 * @param failure why it broke off, as JSON; absent if it came to its end
 */
public record EventStreamAnswer(String text, @Nullable String failure) {
  private static final String DATA = "data:";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether an answer of that content type comes in events. */
  public static boolean isOne(@Nullable String contentType) {
    return contentType != null && contentType.startsWith("text/event-stream");
  }

  /** Reads all events. */
  public static EventStreamAnswer of(String events) {
    List<JsonNode> pieces =
        events
            .lines()
            .filter(line -> line.startsWith(DATA))
            .map(line -> read(line.substring(DATA.length()).strip()))
            .collect(Collectors.toCollection(ArrayList::new));
    String failure = null;
    if (!pieces.isEmpty() && isFailure(pieces.getLast())) {
      failure = pieces.removeLast().toString();
    }
    return new EventStreamAnswer(
        pieces.stream().map(EventStreamAnswer::text).collect(Collectors.joining()), failure);
  }

  private static boolean isFailure(JsonNode piece) {
    return piece.path("success").isBoolean()
        && !piece.path("success").asBoolean()
        && piece.has("error");
  }

  private static String text(JsonNode piece) {
    return piece.isTextual() ? piece.textValue() : piece + "\n";
  }

  private static JsonNode read(String data) {
    try {
      return JSON.readTree(data);
    } catch (JsonProcessingException plainText) {
      return TextNode.valueOf(data);
    }
  }
}
