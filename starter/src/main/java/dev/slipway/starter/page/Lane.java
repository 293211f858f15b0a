package dev.slipway.starter.page;

import dev.slipway.api.Status;
import dev.slipway.starter.views.DeploymentResponse;
import dev.slipway.workflows.timeline.DeploymentView.AttemptView;
import dev.slipway.workflows.timeline.DeploymentView.StepView;
import dev.slipway.workflows.timeline.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of the timeline, drawn to scale.
 *
 * @param state its status as people say it
 */
public record Lane(
    String name,
    String what,
    String status,
    String state,
    String took,
    int attempts,
    List<Segment> segments,
    @Nullable String summary,
    List<FailedAttempt> failures) {

  /** Why an attempt failed. */
  public record FailedAttempt(int attempt, String type, String message) {}

  static List<Lane> of(DeploymentResponse deployment, Timescale scale, Instant now) {
    boolean waits = deployment.status() == Status.AWAITING_APPROVAL;
    return deployment.steps().stream().map(step -> of(step, scale, now, waits)).toList();
  }

  private static Lane of(StepView step, Timescale scale, Instant now, boolean waits) {
    Instant started = step.startedAt();
    Instant ended = step.endedAt() == null ? now : step.endedAt();
    return new Lane(
        step.name().wireName(),
        step.name().summary(),
        step.status().wireName(),
        waits && step.status() == StepStatus.RUNNING
            ? "waiting for approval"
            : step.status().wireName(),
        started == null ? "" : Timescale.took(Duration.between(started, ended).toMillis()),
        step.attempts().size(),
        started == null ? List.of() : segments(step, scale, started, ended, waits),
        step.summary(),
        failures(step));
  }

  /** The whole step in a pale colour, its attempts on top. */
  private static List<Segment> segments(
      StepView step, Timescale scale, Instant started, Instant ended, boolean waits) {
    List<Segment> segments = new ArrayList<>();
    segments.add(scale.segment(started, ended, "whole", ""));
    for (AttemptView attempt : step.attempts()) {
      Instant from = attempt.startedAt();
      if (from != null) {
        Instant to = attempt.endedAt() == null ? ended : attempt.endedAt();
        String kind = kind(step, attempt, waits);
        segments.add(scale.segment(from, to, kind, "attempt " + attempt.number()));
      }
    }
    return segments;
  }

  private static String kind(StepView step, AttemptView attempt, boolean waits) {
    if (attempt.failure() != null) {
      return "failed";
    }
    return waits && attempt.endedAt() == null ? "waits" : step.status().wireName();
  }

  private static List<FailedAttempt> failures(StepView step) {
    List<FailedAttempt> failures = new ArrayList<>();
    for (AttemptView attempt : step.attempts()) {
      var failure = attempt.failure();
      if (failure != null) {
        failures.add(
            new FailedAttempt(attempt.number(), failure.type().wireName(), failure.message()));
      }
    }
    return failures;
  }
}
