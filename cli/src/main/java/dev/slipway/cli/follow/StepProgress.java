package dev.slipway.cli.follow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.view.Deployment;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One step as far as it is known. */
final class StepProgress {
  private final String name;
  private String status = "pending";
  private int attempt;
  private @Nullable Instant startedAt;
  private @Nullable Instant endedAt;
  private String summary = "";

  StepProgress(String name) {
    this.name = name;
  }

  void take(JsonNode event, Instant now) {
    Instant at = Deployment.time(event, "at").orElse(now);
    status = Json.text(event, "status").orElse(status);
    attempt = Math.max(attempt, event.path("attempt").asInt(0));
    summary = Json.text(event, "summary").orElse(summary);
    switch (status) {
      case "pending" -> startedAt = null;
      case "running" -> {
        startedAt = startedAt == null || endedAt != null ? at : startedAt;
        endedAt = null;
      }
      default -> endedAt = at;
    }
  }

  void takeAttempt(int number) {
    attempt = Math.max(attempt, number);
  }

  String name() {
    return name;
  }

  String status() {
    return status;
  }

  String summary() {
    return summary;
  }

  int attempt() {
    return attempt;
  }

  boolean isRunning() {
    return "running".equals(status);
  }

  Duration elapsed(Instant now) {
    return startedAt == null
        ? Duration.ZERO
        : Duration.between(startedAt, endedAt == null ? now : endedAt);
  }
}
