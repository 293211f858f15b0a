package dev.slipway.activities.smoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.storage.redaction.KnownSecrets;
import dev.slipway.workflows.model.StreamedAnswer;

/**
 * What the function returned, parsed as far as possible.
 *
 * @param statusCode the handler's own status; 200 if it has none
 * @param body the handler's body, or everything if it has none
 */
public record Answer(int statusCode, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Enough to recognise an answer; the whole of it belongs to the agent's user. */
  private static final int MAX_EXCERPT_LENGTH = 200;

  /** Reads what a handler returned. */
  public static Answer parse(String payload) {
    var streamed = StreamedAnswer.split(payload);
    if (streamed.isPresent()) {
      var status = tree(streamed.get().prelude()).path("statusCode").asInt(200);
      return new Answer(status, streamed.get().body());
    }
    var root = tree(payload);
    if (!root.isObject()) {
      return new Answer(200, payload);
    }
    var body = root.path("body");
    return new Answer(
        root.path("statusCode").asInt(200),
        body.isMissingNode() ? payload : body.isTextual() ? body.asText() : body.toString());
  }

  /** Lambda's own report of an uncaught error: its type, then its message. */
  static String errorOf(String payload) {
    var root = tree(payload);
    var type = root.path("errorType").asText("");
    var message = root.path("errorMessage").asText("");
    return type.isEmpty() && message.isEmpty() ? payload : (type + ": " + message).strip();
  }

  /** The handler's description of what went wrong, or the whole body. */
  public String error() {
    var root = tree(body);
    var error = root.path("error");
    if (error.isObject()) {
      return "%s: %s"
          .formatted(error.path("type").asText("error"), error.path("message").asText(""));
    }
    return error.isTextual() ? error.asText() : body;
  }

  /** Whether the agent failed after part of its answer had been sent. */
  boolean isBrokenOff() {
    return StreamedAnswer.isBrokenOff(body);
  }

  /** The beginning of the agent's text. */
  String start() {
    var response = tree(body).path("response");
    return excerpt(
        response.isMissingNode()
            ? body
            : response.isTextual() ? response.asText() : response.toString());
  }

  static String excerpt(String text) {
    return beginning(text, MAX_EXCERPT_LENGTH);
  }

  /** The beginning of a text, without keys. */
  static String beginning(String text, int mostCharacters) {
    var masked = KnownSecrets.mask(text).strip();
    return masked.length() <= mostCharacters ? masked : masked.substring(0, mostCharacters);
  }

  /** The text as JSON; empty if it is not JSON. */
  static JsonNode tree(String text) {
    try {
      var root = JSON.readTree(text);
      return root == null ? MissingNode.getInstance() : root;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
