package dev.slipway.e2e.bench;

import io.temporal.api.history.v1.HistoryEvent;
import java.util.List;

/**
 * What histories cost: their events, their size as Temporal stores it, and what Temporal Cloud
 * would bill for them.
 *
 * @param actions as far as a history shows them; heartbeats and queries leave no event
 */
record HistoryCost(long events, long bytes, long actions) {
  static final HistoryCost NONE = new HistoryCost(0, 0, 0);

  static HistoryCost of(List<HistoryEvent> history) {
    return history.stream().map(HistoryCost::of).reduce(NONE, HistoryCost::plus);
  }

  private static HistoryCost of(HistoryEvent event) {
    return new HistoryCost(1, event.getSerializedSize(), actions(event));
  }

  HistoryCost plus(HistoryCost other) {
    return new HistoryCost(events + other.events, bytes + other.bytes, actions + other.actions);
  }

  /**
   * As <a href="https://docs.temporal.io/cloud/actions">Temporal's documentation</a> counts. A
   * child costs two, and its own start none; continuing as new is the start of the next run.
   */
  private static long actions(HistoryEvent event) {
    return switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_STARTED ->
          event.getWorkflowExecutionStartedEventAttributes().hasParentWorkflowExecution()
                  && event
                      .getWorkflowExecutionStartedEventAttributes()
                      .getContinuedExecutionRunId()
                      .isEmpty()
              ? 0
              : 1;
      case EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED -> 2;
      case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
          EVENT_TYPE_TIMER_STARTED,
          EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
          EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED,
          EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES,
          EVENT_TYPE_WORKFLOW_EXECUTION_OPTIONS_UPDATED ->
          1;
      case EVENT_TYPE_ACTIVITY_TASK_STARTED ->
          event.getActivityTaskStartedEventAttributes().getAttempt() - 1;
      default -> 0;
    };
  }
}
