package dev.slipway.workflows.timeline;

import dev.slipway.workflows.steps.Step;
import dev.slipway.workflows.timeline.DeploymentView.AttemptView;
import dev.slipway.workflows.timeline.DeploymentView.FailureView;
import dev.slipway.workflows.timeline.DeploymentView.StepView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step while its history is read. */
final class StepTrack {
  private final Step step;
  private final List<AttemptView> attempts = new ArrayList<>();
  private StepStatus status = StepStatus.PENDING;
  private int attemptsOfEarlierSchedules;
  private @Nullable Instant startedAt;
  private @Nullable Instant endedAt;
  private @Nullable String summary;

  StepTrack(Step step) {
    this.step = step;
  }

  StepStatus status() {
    return status;
  }

  /** The number of the latest attempt; 1 if none is known to have started. */
  int lastAttempt() {
    return Math.max(1, attempts.size());
  }

  /** An activity of the step was scheduled: the first, a subsequent one, or one again. */
  void scheduled(Instant at) {
    boolean goesOn = status == StepStatus.RUNNING && !attempts.isEmpty();
    status = StepStatus.RUNNING;
    endedAt = null;
    attemptsOfEarlierSchedules = goesOn ? attempts.size() - 1 : attempts.size();
    if (startedAt == null) {
      startedAt = at;
    }
  }

  /** An attempt is known to have started; the ones before it ended with {@code previous}. */
  void attempt(int number, @Nullable Instant at, @Nullable FailureView previous) {
    int place = attemptsOfEarlierSchedules + number;
    while (attempts.size() < place - 1) {
      attempts.add(new AttemptView(attempts.size() + 1, null, null, null));
    }
    if (previous != null && attempts.size() == place - 1 && place > 1) {
      AttemptView last = attempts.removeLast();
      attempts.add(new AttemptView(last.number(), last.startedAt(), last.endedAt(), previous));
    }
    if (attempts.size() < place) {
      attempts.add(new AttemptView(place, at, null, null));
    }
  }

  void ended(StepStatus how, Instant at, @Nullable FailureView failure) {
    status = how;
    endedAt = at;
    if (!attempts.isEmpty()) {
      AttemptView last = attempts.removeLast();
      attempts.add(new AttemptView(last.number(), last.startedAt(), at, failure));
    }
  }

  void summary(String text) {
    summary = text;
  }

  void skipped() {
    status = StepStatus.SKIPPED;
  }

  /** The deployment has succeeded: a step that is still running at the end was only planned. */
  void notNeeded() {
    if (status == StepStatus.PENDING || status == StepStatus.RUNNING) {
      skipped();
    }
  }

  /** The deployment has ended early: what has not started never will. */
  void stopped(Instant at) {
    switch (status) {
      case PENDING -> skipped();
      case RUNNING -> ended(StepStatus.CANCELED, at, null);
      case SUCCEEDED, FAILED, SKIPPED, CANCELED -> {}
    }
  }

  StepView view() {
    return new StepView(step, status, List.copyOf(attempts), startedAt, endedAt, summary);
  }
}
