package dev.slipway.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long each step of some deployments took, in seconds. */
final class StepTimes {
  private static final double MILLISECONDS = 1000.0;

  private final String kind;
  private final Map<String, List<Double>> steps = new LinkedHashMap<>();

  /**
   * Of none yet.
   *
   * @param kind which deployments, as in {@code first}
   */
  StepTimes(String kind) {
    this.kind = kind;
  }

  /** Takes those of a deployment that has ended. */
  void add(JsonNode view) {
    for (JsonNode step : view.path("steps")) {
      if (step.path("ended_at").isTextual()) {
        steps.computeIfAbsent(step.path("name").asText(), _ -> new ArrayList<>()).add(took(step));
      }
    }
  }

  void forget() {
    steps.clear();
  }

  void fill(Report report) {
    steps.forEach(
        (step, took) ->
            report.samples(
                "  %s: %s".formatted(kind, step), "%s_%s_s".formatted(kind, step), took));
  }

  private static double took(JsonNode step) {
    var began = Instant.parse(step.path("started_at").asText());
    var ended = Instant.parse(step.path("ended_at").asText());
    return Duration.between(began, ended).toMillis() / MILLISECONDS;
  }
}
