package dev.slipway.starter.live;

import dev.slipway.workflows.model.StreamedAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The agent's answer.
 *
 * @param statusCode the handler's own, else 200 or 500; 500 where a stream broke off
 * @param response the handler's body, unwrapped from the envelope that Lambda's URLs need
 */
public record InvocationResponse(
    int statusCode, JsonNode response, long durationMs, List<String> logTail) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int FAILED = 500;

  static InvocationResponse of(
      String payload, @Nullable String functionError, long durationMs, List<String> logTail) {
    var streamed = StreamedAnswer.split(payload);
    if (streamed.isPresent()) {
      String body = streamed.get().body();
      int status = parse(streamed.get().prelude()).path("statusCode").asInt(200);
      return new InvocationResponse(ended(status, body), parse(body), durationMs, logTail);
    }
    JsonNode answer = parse(payload);
    if (functionError != null) {
      return new InvocationResponse(FAILED, answer, durationMs, logTail);
    }
    if (answer.isObject() && answer.has("statusCode") && answer.has("body")) {
      JsonNode body = answer.get("body");
      return new InvocationResponse(
          answer.get("statusCode").asInt(200),
          body.isString() ? parse(body.stringValue()) : body,
          durationMs,
          logTail);
    }
    return new InvocationResponse(200, answer, durationMs, logTail);
  }

  /** One that comes without Lambda's envelope: from a URL, or from AgentCore. */
  public static InvocationResponse plain(int statusCode, String body, long durationMs) {
    return new InvocationResponse(ended(statusCode, body), parse(body), durationMs, List.of());
  }

  /** A stream sends its status first, and fails all the same when the agent does later. */
  private static int ended(int status, String body) {
    return status < FAILED && StreamedAnswer.isBrokenOff(body) ? FAILED : status;
  }

  private static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException plainText) {
      return JsonNodeFactory.instance.stringNode(text);
    }
  }
}
