package dev.slipway.starter.page;

import dev.slipway.starter.live.InvocationResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * An agent's answer, for display.
 *
 * @param text the answer in the agent's own words, where its envelope is known
 * @param whole the full response
 */
public record Reply(
    int status, boolean good, String took, String text, String whole, List<String> logTail) {
  private static final int GOOD_UNTIL = 400;

  static Reply of(InvocationResponse answer) {
    JsonNode response = answer.response();
    return new Reply(
        answer.statusCode(),
        answer.statusCode() < GOOD_UNTIL,
        Timescale.took(answer.durationMs()),
        words(response),
        response.toPrettyString(),
        answer.logTail());
  }

  private static String words(JsonNode response) {
    if (response.isString()) {
      return response.stringValue();
    }
    for (String name : List.of("response", "error", "message", "errorMessage")) {
      JsonNode words = response.path(name);
      if (words.isString()) {
        return words.stringValue();
      }
    }
    return response.toPrettyString();
  }
}
