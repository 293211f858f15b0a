package dev.slipway.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The end of a chain, as recorded next to the bundles. */
record Head(String agent, long sequence, String sha256) {
  byte[] bytes() {
    return Json.compact(
            Json.object().put("agent", agent).put("sequence", sequence).put("sha256", sha256))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Reads it; empty if a single byte differs from what {@link #bytes()} would write. */
  static Optional<Head> parse(byte[] bytes) {
    JsonNode json = Json.parse(new String(bytes, StandardCharsets.UTF_8)).orElse(Json.object());
    Head head =
        new Head(
            json.path("agent").asText(""),
            json.path("sequence").asLong(),
            json.path("sha256").asText(""));
    return java.util.Arrays.equals(head.bytes(), bytes) ? Optional.of(head) : Optional.empty();
  }
}
