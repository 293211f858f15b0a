package dev.slipway.starter.events;

import dev.slipway.starter.events.EventData.AttemptData;
import dev.slipway.starter.events.EventData.StatusData;
import dev.slipway.starter.events.EventData.StepData;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.timeline.Timeline;
import dev.slipway.workflows.timeline.TimelineEvent;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns a history into journal entries; the same history always yields the same entries. */
final class Projection {
  /** Attempts that are not in the history yet come after all entries of the last event. */
  private static final int LIVE_PART = 1_000;

  private Projection() {}

  static List<JournalEntry.FromHistory> of(String deploymentId, List<HistoryEvent> history) {
    Map<Long, Integer> parts = new HashMap<>();
    List<JournalEntry.FromHistory> entries = new ArrayList<>();
    for (TimelineEvent event : Timeline.events(history)) {
      int part = parts.merge(event.eventId(), 1, Integer::sum) - 1;
      entries.add(
          new JournalEntry.FromHistory(
              event.eventId(), part, name(event), data(deploymentId, event)));
    }
    return entries;
  }

  /** The failed attempts of what is running now, as reported by describe. */
  static List<JournalEntry.FromHistory> live(
      List<HistoryEvent> history, List<PendingActivityInfo> pending) {
    if (history.isEmpty()) {
      return List.of();
    }
    DeploymentView view = Timeline.view(history, pending);
    long last = history.getLast().getEventId();
    List<JournalEntry.FromHistory> entries = new ArrayList<>();
    for (PendingActivityInfo activity : pending) {
      if (!activity.hasLastFailure() || activity.getAttempt() < 2) {
        continue;
      }
      int number = activity.getAttempt() - 1;
      view.steps().stream()
          .filter(step -> step.name().activities().contains(activity.getActivityType().getName()))
          .flatMap(
              step ->
                  step.attempts().stream()
                      .filter(attempt -> attempt.failure() != null)
                      .reduce((first, second) -> second)
                      .stream()
                      .map(
                          attempt ->
                              new AttemptData(
                                  step.name(), number, Instant.now(), attempt.failure())))
          .forEach(
              data ->
                  entries.add(
                      new JournalEntry.FromHistory(last, LIVE_PART + number, "attempt", data)));
    }
    return entries;
  }

  private static String name(TimelineEvent event) {
    return switch (event) {
      case TimelineEvent.StatusChanged ignored -> "status";
      case TimelineEvent.StepChanged ignored -> "step";
      case TimelineEvent.AttemptFailed ignored -> "attempt";
    };
  }

  private static EventData data(String deploymentId, TimelineEvent event) {
    return switch (event) {
      case TimelineEvent.StatusChanged changed ->
          new StatusData(deploymentId, changed.status(), changed.at());
      case TimelineEvent.StepChanged changed ->
          new StepData(changed.step(), changed.status(), changed.at(), changed.summary());
      case TimelineEvent.AttemptFailed failed ->
          new AttemptData(failed.step(), failed.attempt(), failed.at(), failed.failure());
    };
  }
}
