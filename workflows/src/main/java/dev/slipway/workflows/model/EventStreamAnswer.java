package dev.slipway.workflows.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /**
   * One event.
   *
   * @param text a piece of text, or what is no text as JSON on a line of its own
   * @param failure whether it says why the answer broke off, if it is the last one
   */
  public record Event(String text, boolean failure) {}

  /** The event on a line; empty for the lines around it. */
  public static Optional<Event> event(String line) {
    if (!line.startsWith(DATA)) {
      return Optional.empty();
    }
    JsonNode piece = read(line.substring(DATA.length()).strip());
    return Optional.of(new Event(text(piece), isFailure(piece)));
  }

  /** Reads all events. */
  public static EventStreamAnswer of(String answer) {
    List<Event> events =
        answer
            .lines()
            .map(EventStreamAnswer::event)
            .flatMap(Optional::stream)
            .collect(Collectors.toCollection(ArrayList::new));
    String failure = null;
    if (!events.isEmpty() && events.getLast().failure()) {
      failure = events.removeLast().text().strip();
    }
    return new EventStreamAnswer(
        events.stream().map(Event::text).collect(Collectors.joining()), failure);
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
