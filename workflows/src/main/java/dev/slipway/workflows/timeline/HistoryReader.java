package dev.slipway.workflows.timeline;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES;

import dev.slipway.api.Status;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureClass;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.steps.Step;
import dev.slipway.workflows.temporal.SearchAttributes;
import dev.slipway.workflows.timeline.DeploymentView.FailureView;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a history event by event and accumulates what it says. */
final class HistoryReader {
  private final Map<Step, StepTrack> steps = new EnumMap<>(Step.class);
  private final Map<Long, String> activityTypes = new HashMap<>();
  private final List<TimelineEvent> happened = new ArrayList<>();
  private final Results results = new Results();
  private final RequestFacts requestFacts = new RequestFacts();
  private Status status = Status.QUEUED;
  private @Nullable Status said; // how it ended, before its workflow was closed
  private long lastEventId;
  private @Nullable Instant completedAt;
  private @Nullable Step current;
  private CancelRequest cancelRequest = CancelRequest.UNKNOWN;
  private @Nullable FailureView failure;
  private @Nullable FailureView undoFailure;

  HistoryReader() {
    Step.known().forEach(step -> steps.put(step, new StepTrack(step)));
  }

  List<TimelineEvent> happened() {
    return List.copyOf(happened);
  }

  DeploymentView view() {
    return requestFacts.view(
        new RequestFacts.Course(
            status,
            current,
            completedAt,
            steps.values().stream().map(StepTrack::view).toList(),
            status == Status.SUCCEEDED ? null : failure,
            results,
            lastEventId));
  }

  void read(HistoryEvent event) {
    lastEventId = event.getEventId();
    results.fault().read(event);
    results.runtimeVersion().read(event);
    switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_STARTED -> begun(event);
      case EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED -> requestFacts.readSignal(event);
      case EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES -> statusUpserted(event);
      case EVENT_TYPE_TIMER_STARTED -> waiting(event);
      case EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED -> {
        requestFacts.readUpdate(event);
        results.plans().decided(event);
      }
      case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> scheduled(event);
      case EVENT_TYPE_ACTIVITY_TASK_STARTED -> started(event);
      case EVENT_TYPE_ACTIVITY_TASK_COMPLETED -> completed(event);
      case EVENT_TYPE_ACTIVITY_TASK_FAILED -> {
        var failed = event.getActivityTaskFailedEventAttributes();
        failed(event, failed.getScheduledEventId(), failed.getFailure());
      }
      case EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT -> {
        var late = event.getActivityTaskTimedOutEventAttributes();
        failed(event, late.getScheduledEventId(), late.getFailure());
      }
      case EVENT_TYPE_ACTIVITY_TASK_CANCELED ->
          step(event.getActivityTaskCanceledEventAttributes().getScheduledEventId())
              .ifPresent(step -> stepEnded(step, StepStatus.CANCELED, event, null));
      case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED -> workflowCompleted(event);
      case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED -> workflowFailed(event);
      case EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED ->
          cancelRequest = requestFacts.readCancel(event);
      case EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED -> workflowCanceled(event);
      case EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED ->
          ended(
              event,
              Status.CANCELED,
              FailureType.TERMINATED,
              "Terminated: " + event.getWorkflowExecutionTerminatedEventAttributes().getReason());
      case EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT ->
          ended(event, Status.FAILED, FailureType.STEP_TIMED_OUT, "The deployment took too long.");
      default -> {}
    }
  }

  /** Adds what is not in the history yet: the running attempt and why the last one failed. */
  void pending(PendingActivityInfo activity) {
    Step.ofActivity(activity.getActivityType().getName())
        .ifPresent(
            step ->
                track(step)
                    .attempt(
                        Math.max(1, activity.getAttempt()),
                        activity.hasLastStartedTime()
                            ? Times.of(activity.getLastStartedTime())
                            : null,
                        activity.hasLastFailure()
                            ? Decoder.failure(activity.getLastFailure(), step)
                            : null));
  }

  private void begun(HistoryEvent event) {
    requestFacts.read(event);
    if (requestFacts.reuses()) {
      track(Step.INJECT).skipped();
      track(Step.SAM_BUILD).skipped();
    }
    happened.add(new TimelineEvent.StatusChanged(lastEventId, Times.of(event), status));
  }

  private void statusUpserted(HistoryEvent event) {
    Payload payload =
        event
            .getUpsertWorkflowSearchAttributesEventAttributes()
            .getSearchAttributes()
            .getIndexedFieldsMap()
            .get(SearchAttributes.STATUS.getName());
    if (payload != null) {
      Status next = Status.read(Decoder.keyword(payload));
      said = next.terminal() ? next : null;
      become(event, next);
    }
  }

  private void become(HistoryEvent event, Status next) {
    // A terminal status is announced by the event that ends the workflow, and only by it.
    boolean ends = event.getEventType() != EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES;
    if (next.terminal() != ends || (next == status && !ends)) {
      return;
    }
    status = next;
    if (next == Status.RUNNING) {
      failure = null;
    }
    happened.add(new TimelineEvent.StatusChanged(lastEventId, Times.of(event), next));
  }

  /** The timer that starts with the wait for an approval says when it ends. */
  private void waiting(HistoryEvent event) {
    if (status == Status.AWAITING_APPROVAL) {
      var longest = event.getTimerStartedEventAttributes().getStartToFireTimeout();
      results.plans().waitsUntil(Times.of(event).plusSeconds(longest.getSeconds()));
    }
  }

  private void scheduled(HistoryEvent event) {
    String type = event.getActivityTaskScheduledEventAttributes().getActivityType().getName();
    activityTypes.put(event.getEventId(), type);
    Step.ofActivity(type).ifPresent(step -> stepScheduled(event, step));
  }

  private void stepScheduled(HistoryEvent event, Step step) {
    current = step;
    boolean goesOn = track(step).status() == StepStatus.RUNNING;
    track(step).scheduled(Times.of(event));
    if (goesOn) {
      return;
    }
    happened.add(
        new TimelineEvent.StepChanged(
            lastEventId, Times.of(event), step, StepStatus.RUNNING, step.summary()));
  }

  private void started(HistoryEvent event) {
    var attributes = event.getActivityTaskStartedEventAttributes();
    step(attributes.getScheduledEventId())
        .ifPresent(
            step -> {
              FailureView previous =
                  attributes.hasLastFailure()
                      ? Decoder.failure(attributes.getLastFailure(), step)
                      : null;
              track(step).attempt(attributes.getAttempt(), Times.of(event), previous);
              if (previous != null) {
                attemptFailed(event, step, attributes.getAttempt() - 1, previous);
              }
            });
  }

  private void completed(HistoryEvent event) {
    var attributes = event.getActivityTaskCompletedEventAttributes();
    String type = activityTypes.getOrDefault(attributes.getScheduledEventId(), "");
    Optional<Step> step = Step.ofActivity(type);
    if (step.isEmpty()) {
      results.addToLedger(UndoTrack.ledger(type, attributes.getResult()));
      return;
    }
    String summary = results.take(type, attributes.getResult(), Times.of(event));
    track(step.get()).summary(summary);
    if (Step.isDoneBy(type)) {
      track(step.get()).ended(StepStatus.SUCCEEDED, Times.of(event), null);
      happened.add(
          new TimelineEvent.StepChanged(
              lastEventId, Times.of(event), step.get(), StepStatus.SUCCEEDED, summary));
    }
  }

  private void failed(
      HistoryEvent event, long scheduledId, io.temporal.api.failure.v1.Failure cause) {
    Optional<Step> step = step(scheduledId);
    FailureView explained = Decoder.failure(cause, step.orElse(null));
    if (step.isEmpty()) {
      undoFailure = explained;
      results.addToLedger(UndoTrack.failed(activityTypes.getOrDefault(scheduledId, ""), explained));
      return;
    }
    failure = explained;
    attemptFailed(event, step.get(), track(step.get()).lastAttempt(), explained);
    stepEnded(step.get(), StepStatus.FAILED, event, explained);
  }

  private void attemptFailed(HistoryEvent event, Step step, int attempt, FailureView why) {
    happened.add(new TimelineEvent.AttemptFailed(lastEventId, Times.of(event), step, attempt, why));
  }

  private void stepEnded(Step step, StepStatus how, HistoryEvent event, @Nullable FailureView why) {
    track(step).ended(how, Times.of(event), why);
    happened.add(
        new TimelineEvent.StepChanged(
            lastEventId, Times.of(event), step, how, why == null ? null : why.message()));
  }

  private void workflowCompleted(HistoryEvent event) {
    completedAt = Times.of(event);
    requestFacts.readResult(event.getWorkflowExecutionCompletedEventAttributes().getResult());
    succeeded(event);
  }

  private void succeeded(HistoryEvent event) {
    steps.values().forEach(StepTrack::notNeeded);
    become(event, Status.SUCCEEDED);
  }

  private void workflowFailed(HistoryEvent event) {
    completedAt = Times.of(event);
    var cause = event.getWorkflowExecutionFailedEventAttributes().getFailure();
    FailureView explained = Decoder.failure(cause, failure == null ? current : failure.step());
    failure = explained;
    results.addToLedger(retained(Decoder.ledgerOf(cause)));
    boolean canceled = explained.failureClass() == FailureClass.CANCELED;
    endedEarly(event, canceled ? Status.CANCELED : Status.FAILED);
  }

  /** What no activity has reported: all of it if nothing was undone, else what was left out. */
  private List<LedgerEntry> retained(List<LedgerEntry> whole) {
    List<LedgerEntry> known = results.ledger();
    return whole.stream()
        .filter(
            entry ->
                known.isEmpty()
                    || (entry.action() == LedgerAction.RETAINED && !known.contains(entry)))
        .toList();
  }

  /**
   * The SDK closes every workflow as canceled once that was requested, however late. The status it
   * set itself before that is how it ended.
   */
  private void workflowCanceled(HistoryEvent event) {
    completedAt = Times.of(event);
    if (said == Status.SUCCEEDED) {
      requestFacts.wentLive();
      succeeded(event);
    } else if (said == Status.FAILED) {
      failure = failure == null ? undoFailure : failure;
      endedEarly(event, Status.FAILED);
    } else {
      ended(event, Status.CANCELED, FailureType.CANCELLED, cancelRequest.sentence());
    }
  }

  private void ended(HistoryEvent event, Status how, FailureType type, String message) {
    completedAt = Times.of(event);
    failure = Decoder.view(Failure.of(type, message), current);
    endedEarly(event, how);
  }

  private void endedEarly(HistoryEvent event, Status how) {
    steps.values().forEach(track -> track.stopped(Times.of(event)));
    become(event, how);
  }

  private Optional<Step> step(long scheduledEventId) {
    return Optional.ofNullable(activityTypes.get(scheduledEventId)).flatMap(Step::ofActivity);
  }

  private StepTrack track(Step step) {
    return Objects.requireNonNull(steps.get(step));
  }
}
