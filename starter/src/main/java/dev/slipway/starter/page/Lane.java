package dev.slipway.starter.page;

import dev.slipway.starter.views.DeploymentAnswer;
import dev.slipway.starter.views.DeploymentAnswer.AttemptAnswer;
import dev.slipway.starter.views.DeploymentAnswer.StepAnswer;
import dev.slipway.workflows.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of the timeline, drawn to scale. */
public record Lane(
    String name,
    String what,
    String status,
    String took,
    int attempts,
    List<Segment> segments,
    @Nullable String summary,
    List<FailedAttempt> troubles) {

  /** Why an attempt failed. */
  public record FailedAttempt(int attempt, String type, String message) {}

  static List<Lane> of(DeploymentAnswer deployment, Timescale scale, Instant now) {
    boolean waits = deployment.status() == Status.AWAITING_APPROVAL;
    return deployment.steps().stream().map(step -> of(step, scale, now, waits)).toList();
  }

  private static Lane of(StepAnswer step, Timescale scale, Instant now, boolean waits) {
    Instant started = step.startedAt();
    Instant ended = step.endedAt() == null ? now : step.endedAt();
    return new Lane(
        step.name().wireName(),
        step.name().summary(),
        step.status().wireName(),
        started == null ? "" : Timescale.took(Duration.between(started, ended).toMillis()),
        step.attempts().size(),
        started == null ? List.of() : segments(step, scale, started, ended, waits),
        step.summary(),
        troubles(step));
  }

  /** The whole step in a pale colour, its attempts on top. */
  private static List<Segment> segments(
      StepAnswer step, Timescale scale, Instant started, Instant ended, boolean waits) {
    List<Segment> segments = new ArrayList<>();
    segments.add(scale.segment(started, ended, "whole", ""));
    for (AttemptAnswer attempt : step.attempts()) {
      Instant from = attempt.startedAt();
      if (from != null) {
        Instant to = attempt.endedAt() == null ? ended : attempt.endedAt();
        String kind = kind(step, attempt, waits);
        segments.add(scale.segment(from, to, kind, "attempt " + attempt.number()));
      }
    }
    return segments;
  }

  private static String kind(StepAnswer step, AttemptAnswer attempt, boolean waits) {
    if (attempt.failure() != null) {
      return "failed";
    }
    return waits && attempt.endedAt() == null ? "waits" : step.status().wireName();
  }

  private static List<FailedAttempt> troubles(StepAnswer step) {
    List<FailedAttempt> troubles = new ArrayList<>();
    for (AttemptAnswer attempt : step.attempts()) {
      var failure = attempt.failure();
      if (failure != null) {
        troubles.add(
            new FailedAttempt(attempt.number(), failure.type().wireName(), failure.message()));
      }
    }
    return troubles;
  }
}
