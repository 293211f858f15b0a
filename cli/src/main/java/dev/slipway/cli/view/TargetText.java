package dev.slipway.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Which target suits an agent best, and why. */
public final class TargetText {
  private TargetText() {}

  /** A line for the target and one for each reason; none if the server says nothing of it. */
  public static List<String> lines(JsonNode advice) {
    List<String> lines = new ArrayList<>();
    if (advice.path("recommended").isTextual()) {
      lines.add("best on " + advice.path("recommended").asText());
      for (JsonNode reason : advice.path("reasons")) {
        lines.add(
            "  %s: %s".formatted(reason.path("target").asText(), reason.path("message").asText()));
      }
    }
    return lines;
  }
}
