package dev.slipway.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** How often a step was tried, as a deployment's view tells. */
public final class Attempts {
  private Attempts() {}

  public static List<JsonNode> of(JsonNode view, String step) {
    return StreamSupport.stream(view.path("steps").spliterator(), false)
        .filter(candidate -> candidate.path("name").asText().equals(step))
        .flatMap(found -> StreamSupport.stream(found.path("attempts").spliterator(), false))
        .toList();
  }

  /** The type of each attempt's failure; empty for one that did not fail. */
  public static List<String> failures(JsonNode view, String step) {
    return of(view, step).stream()
        .map(attempt -> attempt.path("failure").path("type").asText())
        .toList();
  }
}
