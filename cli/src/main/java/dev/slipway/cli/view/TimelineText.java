package dev.slipway.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.api.Status;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.Paint;
import dev.slipway.cli.console.TextWidth;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The steps of a deployment and their attempts, drawn to scale in plain ASCII. */
public final class TimelineText {
  private static final int LABEL = 14;
  private static final int STATUS = 11;
  private static final int TIME = 13;
  private static final int WIDEST_BAR = 60;
  private static final int NARROWEST_BAR = 8;

  private final Console console;
  private final Paint paint;
  private final Instant now;
  private final int barWidth;

  public TimelineText(Console console, Instant now) {
    this.console = console;
    this.paint = console.paint();
    this.now = now;
    int room = console.width() - LABEL - STATUS - TIME - 6;
    this.barWidth = Math.clamp(room, NARROWEST_BAR, WIDEST_BAR);
  }

  public void print(Deployment deployment) {
    Span whole = Span.of(deployment, now);
    for (JsonNode step : deployment.steps()) {
      printStep(whole, step);
    }
  }

  private void printStep(Span whole, JsonNode step) {
    String status = Json.text(step, "status").orElse("?");
    Optional<Span> span = Span.of(step, now);
    String line = row("  " + Json.text(step, "name").orElse("?"), status, span, whole);
    console.out(StatusText.painted(Status.read(status), paint, line));
    Json.text(step, "summary").ifPresent(text -> console.out(paint.dim(note(text))));
    JsonNode attempts = step.path("attempts");
    if (attempts.size() > 1 || attempts.path(0).path("failure").isObject()) {
      attempts.forEach(attempt -> printAttempt(whole, attempt));
    }
  }

  private void printAttempt(Span whole, JsonNode attempt) {
    JsonNode failure = attempt.path("failure");
    boolean ended = attempt.path("ended_at").isTextual();
    String status = failure.isObject() ? "failed" : ended ? "succeeded" : "running";
    String label = "    attempt " + attempt.path("number").asInt();
    console.out(paint.dim(row(label, status, Span.of(attempt, now), whole)));
    if (failure.isObject()) {
      String type = Json.text(failure, "type").map(text -> text + ": ").orElse("");
      console.out(paint.dim(note(type + Json.text(failure, "message").orElse(""))));
    }
  }

  private String note(String text) {
    String line = " ".repeat(LABEL + 2) + text.replaceAll("\\s+", " ");
    return console.isTerminal() ? TextWidth.cut(line, console.width()) : line;
  }

  private String row(String label, String status, Optional<Span> span, Span whole) {
    String time = span.map(part -> TimeText.duration(part.length())).orElse("");
    String bar = span.map(part -> part.bar(whole, barWidth)).orElse("");
    return String.format(
            Locale.ROOT,
            "%-" + (LABEL + 2) + "s%-" + STATUS + "s%" + TIME + "s  %s",
            label,
            status,
            time,
            bar)
        .stripTrailing();
  }

  /** A time span. */
  record Span(Instant start, Instant end) {
    static Span of(Deployment deployment, Instant now) {
      Instant start = Deployment.time(deployment.json(), "created_at").orElse(now);
      Instant end = Deployment.time(deployment.json(), "completed_at").orElse(now);
      return new Span(start, end);
    }

    static Optional<Span> of(JsonNode json, Instant now) {
      Instant end = Deployment.time(json, "ended_at").orElse(now);
      return Deployment.time(json, "started_at").map(start -> new Span(start, end));
    }

    Duration length() {
      return Duration.between(start, end);
    }

    /** This span within the whole, at least one mark long. */
    String bar(Span whole, int width) {
      double scale = (double) width / Math.max(1, whole.length().toMillis());
      double offset = Duration.between(whole.start, start).toMillis() * scale;
      int from = Math.clamp(Math.round(offset), 0, width - 1);
      int marks = Math.clamp(Math.round(length().toMillis() * scale), 1, width - from);
      return "|" + " ".repeat(from) + "=".repeat(marks) + " ".repeat(width - from - marks) + "|";
    }
  }
}
