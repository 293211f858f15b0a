package dev.slipway.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.http.Finding;
import dev.slipway.cli.http.Json;

/** A warning or advice, which may be a sentence or an object. */
public final class RemarkText {
  private RemarkText() {}

  public static String of(JsonNode remark) {
    if (remark.isTextual()) {
      return remark.asText();
    }
    return remark.has("message") ? Finding.of(remark).line("") : Json.compact(remark);
  }
}
