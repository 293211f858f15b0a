package dev.slipway.cli.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.api.Status;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.view.Deployment;

/** What was seen, and whether it is what is expected. */
record Seen(String text, boolean met) {
  static Seen status(Deployment view, Status wanted) {
    String failure = view.failure().flatMap(one -> Json.text(one, "message")).orElse("");
    String text = view.status().wireName() + (failure.isEmpty() ? "" : ": " + failure);
    return new Seen(text, view.status() == wanted);
  }

  static Seen answer(JsonNode answer, String wanted) {
    String words = TestAgent.words(answer);
    return new Seen(words, words.contains(wanted));
  }
}
