package dev.slipway.cli.follow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.ServerEvent;
import dev.slipway.cli.view.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;

/** One line for each event, and a line now and then when nothing happens. */
final class PlainDisplay implements Display {
  /** No one watches a pipe, but a build server ends what is silent for minutes. */
  private static final Duration MAX_SILENCE = Duration.ofSeconds(30);

  private final Consumer<String> lines;
  private final ZoneId zone;
  private final boolean withLogs;
  private Instant spokeAt;

  PlainDisplay(Consumer<String> lines, ZoneId zone, boolean withLogs, Instant now) {
    this.lines = lines;
    this.zone = zone;
    this.withLogs = withLogs;
    this.spokeAt = now;
  }

  @Override
  public void show(ServerEvent event, Progress progress) {
    JsonNode data = event.data();
    switch (event.type()) {
      case "status" -> say(event, progress, EventText.status(data));
      case "step" -> say(event, progress, EventText.step(data));
      case "attempt" -> {
        // The step's own line covers a first attempt.
        if (data.path("number").asInt() > 1 || data.path("failure").isObject()) {
          say(event, progress, EventText.attempt(data));
        }
      }
      case "stack_event" -> say(event, progress, "  " + EventText.detail(event));
      case "log" -> {
        if (withLogs) {
          say(event, progress, "  | " + EventText.detail(event));
        }
      }
      default -> {
        // An event from a newer server.
      }
    }
  }

  private void say(ServerEvent event, Progress progress, String text) {
    Instant at =
        Deployment.time(event.data(), "at")
            .or(() -> Deployment.time(event.data(), "time"))
            .orElse(progress.now());
    print(progress, TimeText.clock(at, zone) + "  " + text);
  }

  @Override
  public void tick(Progress progress, String outage) {
    if (untilTick(progress).isPositive()) {
      return;
    }
    print(progress, "… " + (outage.isEmpty() ? whatRuns(progress) : outage));
  }

  private static String whatRuns(Progress progress) {
    Instant now = progress.now();
    return progress
        .running()
        .map(
            step ->
                "%s running for %s (attempt %d)"
                    .formatted(
                        step.name(),
                        TimeText.counter(step.elapsed(now)),
                        Math.max(1, step.attempt())))
        .orElseGet(
            () ->
                "%s for %s"
                    .formatted(
                        progress.status().replace('_', ' '),
                        TimeText.counter(Duration.between(progress.startedAt(), now))));
  }

  private void print(Progress progress, String line) {
    lines.accept(line);
    spokeAt = progress.now();
  }

  @Override
  public Duration untilTick(Progress progress) {
    return MAX_SILENCE.minus(Duration.between(spokeAt, progress.now()));
  }

  @Override
  public void end(Progress progress) {
    // Nothing to clean up.
  }
}
