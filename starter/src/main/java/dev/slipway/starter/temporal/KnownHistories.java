package dev.slipway.starter.temporal;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Recently read histories. A history never changes, it only grows: one that is as long as before
 * need not be read again, which spares Temporal's store.
 */
final class KnownHistories {
  /** In total; an event takes about a kilobyte. */
  static final int MAX_EVENTS = 30_000;

  private final Map<String, List<HistoryEvent>> known = new HashMap<>();
  private final Deque<String> oldestFirst = new ArrayDeque<>();
  private int events;

  /**
   * The events of a run.
   *
   * @param length how many Temporal says there are now
   * @param read reads them all
   */
  List<HistoryEvent> get(
      WorkflowExecution run, long length, Supplier<? extends List<HistoryEvent>> read) {
    List<HistoryEvent> before = find(run);
    if (before != null && before.size() == length) {
      return before;
    }
    List<HistoryEvent> now = List.copyOf(read.get());
    // A longer one may end with events that a retried workflow task replaces.
    if (now.size() == length) {
      keep(run, now);
    }
    return now;
  }

  /** Takes over what a follower of the run has read anyway, all of it from the beginning. */
  void learn(WorkflowExecution run, List<HistoryEvent> events) {
    if (!events.isEmpty() && !mayBeReplaced(events.getLast())) {
      keep(run, List.copyOf(events));
    }
  }

  /** A long poll also returns a workflow task that is being retried, before it is written. */
  private static boolean mayBeReplaced(HistoryEvent event) {
    return event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED
        || event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED;
  }

  private synchronized @Nullable List<HistoryEvent> find(WorkflowExecution run) {
    return known.get(run.getRunId());
  }

  private synchronized void keep(WorkflowExecution run, List<HistoryEvent> now) {
    forget(run.getRunId());
    known.put(run.getRunId(), now);
    oldestFirst.add(run.getRunId());
    events += now.size();
    while (events > MAX_EVENTS) {
      forget(oldestFirst.getFirst());
    }
  }

  private void forget(String runId) {
    List<HistoryEvent> old = known.remove(runId);
    if (old != null) {
      oldestFirst.remove(runId);
      events -= old.size();
    }
  }
}
