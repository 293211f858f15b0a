package dev.slipway.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.http.Json;

/** What an agent said. */
public final class AnswerText {
  private AnswerText() {}

  /** Its words, taken out of its handler's response envelope. */
  public static String words(JsonNode response) {
    JsonNode words = response.path("response");
    if (words.isTextual()) {
      return words.asText().stripTrailing();
    }
    return response.isTextual() ? response.asText() : Json.pretty(response);
  }
}
