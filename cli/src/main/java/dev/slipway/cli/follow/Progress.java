package dev.slipway.cli.follow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.ServerEvent;
import dev.slipway.cli.view.Deployment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the events so far say about a deployment. */
final class Progress {
  private final Deployment start;
  private final InstantSource clock;
  private final Instant startedAt;
  private final Map<String, StepProgress> steps = new LinkedHashMap<>();
  private String status;
  private String latest = "";

  Progress(Deployment start, InstantSource clock) {
    this.start = start;
    this.clock = clock;
    this.startedAt = Deployment.time(start.json(), "created_at").orElse(clock.instant());
    this.status = start.text("status").orElse("queued");
    start.steps().forEach(step -> step(Json.text(step, "name").orElse("?")));
  }

  void take(ServerEvent event) {
    JsonNode data = event.data();
    switch (event.type()) {
      case "status" -> status = Json.text(data, "status").orElse(status);
      case "step" -> {
        latest = ""; // It was about the step before.
        Json.text(data, "name").ifPresent(name -> step(name).take(data, clock.instant()));
      }
      case "attempt" ->
          Json.text(data, "step")
              .ifPresent(name -> step(name).takeAttempt(data.path("number").asInt()));
      case "stack_event", "log" -> latest = EventText.detail(event);
      default -> {
        // An event from a newer server.
      }
    }
  }

  private StepProgress step(String name) {
    return steps.computeIfAbsent(name, StepProgress::new);
  }

  Deployment start() {
    return start;
  }

  String status() {
    return status;
  }

  Collection<StepProgress> steps() {
    return steps.values();
  }

  Optional<StepProgress> running() {
    return steps.values().stream().filter(StepProgress::isRunning).findFirst();
  }

  /** The latest stack event or log line. */
  String latest() {
    return latest;
  }

  Instant now() {
    return clock.instant();
  }

  Instant startedAt() {
    return startedAt;
  }
}
