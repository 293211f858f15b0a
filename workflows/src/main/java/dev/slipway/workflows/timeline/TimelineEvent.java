package dev.slipway.workflows.timeline;

import dev.slipway.api.Status;
import dev.slipway.workflows.steps.Step;
import dev.slipway.workflows.timeline.DeploymentView.FailureView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened in a deployment, as reported by one history event. */
public sealed interface TimelineEvent {
  /** Id of the history event; a client that has seen it resumes after it. */
  long eventId();

  Instant at();

  /** The deployment's status changed. */
  record StatusChanged(long eventId, Instant at, Status status) implements TimelineEvent {}

  /** A step's status changed. */
  record StepChanged(
      long eventId, Instant at, Step step, StepStatus status, @Nullable String summary)
      implements TimelineEvent {}

  /** An attempt at a step failed, and the step continues with another one or fails. */
  record AttemptFailed(long eventId, Instant at, Step step, int attempt, FailureView failure)
      implements TimelineEvent {}
}
