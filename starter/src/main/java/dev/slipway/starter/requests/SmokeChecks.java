package dev.slipway.starter.requests;

import dev.slipway.api.SmokeCheck;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads {@code smoke_test}: an object, or off. */
final class SmokeChecks {
  /** A smoke test is one question; it travels through histories. */
  private static final int LONGEST = 10_000;

  private SmokeChecks() {}

  static @Nullable SmokeCheck read(Fields fields, @Nullable SmokeCheck before) {
    Optional<JsonNode> given = fields.any("smoke_test");
    if (given.isEmpty()) {
      return before;
    }
    JsonNode value = given.get();
    if ((value.isBoolean() && !value.booleanValue())
        || (value.isString() && value.stringValue().equals("off"))) {
      return null;
    }
    if (!value.isObject()) {
      fields.invalid(
          "smoke_test",
          "smoke_test: %s (expected: {payload, expectation} or \"off\")"
              .formatted(value.getNodeType()));
      return before;
    }
    return fields.object("smoke_test").map(SmokeChecks::readObject).orElse(before);
  }

  private static SmokeCheck readObject(Fields inner) {
    String payload =
        inner.any("payload").map(SmokeChecks::json).orElse(SmokeCheck.DEFAULT.payload());
    String expectation = inner.text("expectation", LONGEST).orElse(null);
    inner.rejectOthers();
    if (payload.length() > LONGEST) {
      inner.invalid(
          "payload",
          "smoke_test.payload: %d characters (expected: at most %d)"
              .formatted(payload.length(), LONGEST));
    }
    return new SmokeCheck(payload, expectation);
  }

  /** Plain text is a prompt; an object is what the agent is sent. */
  private static String json(JsonNode payload) {
    return payload.isString()
        ? JsonNodeFactory.instance.objectNode().put("prompt", payload.stringValue()).toString()
        : payload.toString();
  }
}
