package dev.slipway.starter.requests;

import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code {prompt, input_data?, via?}} or {@code {payload, via?}}. */
@Component
public final class InvocationReader {
  /** The limit of a synchronous invocation. */
  private static final int MAX_CHARACTERS = 6 * 1024 * 1024;

  /** What to send, and how. */
  public record Invocation(String payload, boolean viaUrl) {}

  public Invocation read(JsonNode body) {
    FieldErrors errors = new FieldErrors();
    Fields fields = new Fields(body, errors);
    String via = fields.text("via").orElse("invoke");
    if (!via.equals("invoke") && !via.equals("url")) {
      fields.invalid("via", "via: '%s' (expected: invoke or url)".formatted(via));
    }
    Optional<String> prompt = fields.text("prompt");
    Optional<JsonNode> input = fields.any("input_data");
    Optional<JsonNode> payload = fields.any("payload");
    if (payload.isPresent() == prompt.isPresent() && input.isEmpty()) {
      fields.missing("prompt", "either prompt (with optional input_data) or payload");
    } else if (payload.isPresent() && input.isPresent()) {
      fields.invalid("payload", "payload: together with input_data (expected: one of them)");
    }
    fields.rejectOthers();
    String text = payload.map(JsonNode::toString).orElseGet(() -> prompted(prompt, input));
    if (text.length() > MAX_CHARACTERS) {
      fields.invalid(
          "payload",
          "payload: %d characters (expected: at most %d)".formatted(text.length(), MAX_CHARACTERS));
    }
    errors.throwIfAny();
    return new Invocation(text, via.equals("url"));
  }

  private static String prompted(Optional<String> prompt, Optional<JsonNode> input) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    prompt.ifPresent(text -> node.put("prompt", text));
    input.ifPresent(data -> node.set("input_data", data));
    return node.toString();
  }
}
