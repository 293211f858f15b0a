package dev.slipway.starter.requests;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code {prompt, input_data?, session_id?, via?}} or {@code {payload, via?}}. */
@Component
public final class InvocationReader {
  private static final String SESSION_ID = "session_id";

  /** As the runtime in the agent's function requires it. */
  private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  /** Lambda's limit of a synchronous invocation. */
  private static final int MAX_BYTES = 6 * 1024 * 1024;

  /**
   * What to send, and how.
   *
   * @param session the conversation that goes on; absent if the call stands alone
   */
  public record Invocation(String payload, boolean viaUrl, @Nullable String session) {}

  public Invocation read(JsonNode body) {
    FieldErrors errors = new FieldErrors();
    Fields fields = new Fields(body, errors);
    String via = fields.text("via").orElse("invoke");
    if (!via.equals("invoke") && !via.equals("url")) {
      fields.invalid("via", "via: '%s' (expected: invoke or url)".formatted(via));
    }
    Optional<String> prompt = fields.text("prompt");
    Optional<JsonNode> input = fields.any("input_data");
    Optional<String> session = fields.value(SESSION_ID, InvocationReader::requireSession);
    Optional<JsonNode> payload = fields.any("payload");
    if (payload.isPresent() == prompt.isPresent() && input.isEmpty()) {
      fields.missing("prompt", "either prompt (with optional input_data) or payload");
    } else if (payload.isPresent() && input.isPresent()) {
      fields.invalid("payload", "payload: together with input_data (expected: one of them)");
    }
    if (payload.isPresent() && session.isPresent()) {
      fields.invalid(
          SESSION_ID,
          "session_id: together with payload (expected: session_id inside the payload)");
    }
    fields.rejectOthers();
    String text = payload.map(JsonNode::toString).orElseGet(() -> prompted(prompt, input, session));
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      String field = prompt.isPresent() ? "prompt" : "payload";
      fields.invalid(
          field, "%s: %d bytes as JSON (expected: at most %d)".formatted(field, bytes, MAX_BYTES));
    }
    errors.throwIfAny();
    return new Invocation(
        text,
        via.equals("url"),
        session.or(() -> payload.flatMap(InvocationReader::sessionIn)).orElse(null));
  }

  private static Optional<String> sessionIn(JsonNode payload) {
    return Optional.of(payload.path(SESSION_ID))
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .filter(id -> SESSION.matcher(id).matches());
  }

  private static String requireSession(String id) {
    if (!SESSION.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "session_id: '%s' (expected: 1 to 128 letters, digits, '.', '_' or '-', beginning with a letter or digit)"
              .formatted(Fields.shown(id)));
    }
    return id;
  }

  private static String prompted(
      Optional<String> prompt, Optional<JsonNode> input, Optional<String> session) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    prompt.ifPresent(text -> node.put("prompt", text));
    input.ifPresent(data -> node.set("input_data", data));
    session.ifPresent(id -> node.put(SESSION_ID, id));
    return node.toString();
  }
}
