package dev.slipway.starter.requests;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The limits of agent code. */
final class Code {
  static final int MAX_BYTES = 5 * 1024 * 1024;

  private Code() {}

  static String require(Fields fields) {
    if (!fields.has("code")) {
      fields.missing("code", "Python source of the agent");
      return "";
    }
    return read(fields).orElse("");
  }

  static Optional<String> read(Fields fields) {
    Optional<String> code = fields.text("code");
    if (code.isEmpty()) {
      return code;
    }
    if (code.get().isBlank()) {
      fields.invalid("code", "code: empty (expected: Python source of the agent)");
      return Optional.empty();
    }
    int bytes = code.get().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      fields.invalid("code", "code: %d bytes (expected: at most %d)".formatted(bytes, MAX_BYTES));
      return Optional.empty();
    }
    return code;
  }
}
