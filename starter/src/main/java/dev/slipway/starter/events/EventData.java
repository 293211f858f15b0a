package dev.slipway.starter.events;

import dev.slipway.api.Status;
import dev.slipway.workflows.steps.Step;
import dev.slipway.workflows.timeline.DeploymentView.FailureView;
import dev.slipway.workflows.timeline.StepStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What server-sent events carry, each with the names of the API. */
public sealed interface EventData {
  /** The deployment's status changed. */
  record StatusData(String deploymentId, Status status, Instant at) implements EventData {}

  /** A step's status changed. */
  record StepData(Step name, StepStatus status, Instant at, @Nullable String summary)
      implements EventData {}

  /** An attempt at a step failed. */
  record AttemptData(Step step, int number, Instant at, @Nullable FailureView failure)
      implements EventData {}

  /** CloudFormation did something to a resource. */
  record StackEventData(
      Instant time, String logicalId, String type, String status, @Nullable String reason)
      implements EventData {}

  /** A step logged something. */
  record LogData(Instant time, String step, int attempt, String stream, String line)
      implements EventData {}
}
