package dev.slipway.starter.page;

import dev.slipway.starter.views.DeploymentAnswer;
import dev.slipway.starter.views.DeploymentAnswer.StepAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One step as a bar on a line from the deployment's beginning to its end.
 *
 * @param left where it begins, in thousandths of the line
 * @param width how long it is, likewise
 */
public record Bar(
    String name,
    String status,
    long left,
    long width,
    String took,
    int attempts,
    @Nullable String summary,
    List<String> troubles) {
  private static final long SCALE = 1_000;

  /** Still to be seen. */
  private static final long THINNEST = 4;

  static List<Bar> of(DeploymentAnswer deployment, Instant now) {
    Instant completed = deployment.completedAt();
    Instant end = completed == null ? now : completed;
    long whole = Math.max(1, Duration.between(deployment.createdAt(), end).toMillis());
    return deployment.steps().stream()
        .map(step -> of(step, deployment.createdAt(), end, whole))
        .toList();
  }

  private static Bar of(StepAnswer step, Instant begin, Instant end, long whole) {
    Instant started = step.startedAt();
    Instant ended = step.endedAt() == null ? end : step.endedAt();
    long left = started == null ? 0 : Duration.between(begin, started).toMillis() * SCALE / whole;
    long length = started == null ? 0 : Duration.between(started, ended).toMillis();
    long width = started == null ? 0 : Math.max(THINNEST, length * SCALE / whole);
    return new Bar(
        step.name().wireName(),
        step.status().wireName(),
        Math.clamp(left, 0, SCALE - THINNEST),
        width,
        started == null ? "" : took(length),
        step.attempts().size(),
        step.summary(),
        step.attempts().stream()
            .map(attempt -> attempt.failure())
            .filter(failure -> failure != null)
            .map(failure -> failure.message())
            .toList());
  }

  static String took(long millis) {
    return millis < 60_000
        ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
        : "%d min %d s".formatted(millis / 60_000, millis / 1000 % 60);
  }
}
