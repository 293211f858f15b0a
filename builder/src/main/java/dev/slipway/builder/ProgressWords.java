package dev.slipway.builder;

import dev.slipway.builder.ProgressMessage.State;
import dev.slipway.starter.events.EventData;
import dev.slipway.starter.events.EventData.StatusData;
import dev.slipway.starter.events.EventData.StepData;
import dev.slipway.workflows.steps.Step;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Describes one deployment's events in the builder's terms. */
final class ProgressWords {
  private static final String WHOLE = "Deployment";

  private final String deploymentId;
  private final Map<Step, String> failures = new EnumMap<>(Step.class);
  private @Nullable Step running;

  ProgressWords(String deploymentId) {
    this.deploymentId = deploymentId;
  }

  /** The message about it; none for what the builder has no term for. */
  Optional<ProgressMessage> of(EventData data) {
    return switch (data) {
      case StatusData status -> Optional.of(whole(status));
      case StepData step -> Optional.of(step(step));
      case EventData.AttemptData attempt -> {
        var failure = attempt.failure();
        String sentence = failure == null ? "failed" : failure.message();
        failures.put(attempt.step(), sentence);
        yield during(
            attempt.step(), "attempt %d: %s".formatted(attempt.number(), sentence), attempt.at());
      }
      case EventData.StackEventData event ->
          during(
              Step.SAM_DEPLOY,
              "%s %s %s".formatted(event.status(), event.type(), event.logicalId()),
              event.time());
      case EventData.LogData ignored -> Optional.empty();
    };
  }

  /** An update about a step that has since ended would make it look as if it ran again. */
  private Optional<ProgressMessage> during(Step step, String message, Instant at) {
    return step == running
        ? Optional.of(say(label(step), State.RUNNING, message, at))
        : Optional.empty();
  }

  private ProgressMessage step(StepData data) {
    running =
        data.status() == dev.slipway.workflows.timeline.StepStatus.RUNNING ? data.name() : null;
    State state =
        switch (data.status()) {
          case PENDING -> State.PENDING;
          case RUNNING -> State.RUNNING;
          case SUCCEEDED, SKIPPED -> State.COMPLETED;
          case FAILED, CANCELED -> State.ERROR;
        };
    String message =
        state == State.ERROR
            ? failures.getOrDefault(data.name(), "did not succeed")
            : data.summary();
    return say(label(data.name()), state, message, data.at());
  }

  private ProgressMessage whole(StatusData data) {
    State state =
        switch (data.status()) {
          case QUEUED, AWAITING_APPROVAL, PARKED, UNKNOWN -> State.PENDING;
          case RUNNING, COMPENSATING -> State.RUNNING;
          case SUCCEEDED -> State.COMPLETED;
          case FAILED, CANCELED -> State.ERROR;
        };
    return say(WHOLE, state, data.status().wireName().replace('_', ' '), data.at());
  }

  private ProgressMessage say(String step, State state, @Nullable String message, Instant at) {
    return ProgressMessage.of(deploymentId, step, state, message, at);
  }

  private static String label(Step step) {
    return switch (step) {
      case PREFLIGHT -> "Validating prerequisites";
      case INJECT -> "Preparing deployment package";
      case SAM_BUILD -> "Building with SAM";
      case SAM_DEPLOY -> "Deploying to AWS";
      case FETCH_OUTPUTS -> "Reading outputs";
      case SMOKE_TEST -> "Testing the agent";
      case UNKNOWN -> "Working";
    };
  }
}
