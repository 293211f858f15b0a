package dev.slipway.workflows.fakes;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * Something happens to a workflow while its step is running; the workflow receives it, but the step
 * ignores it and succeeds anyway.
 */
public final class Unheeded implements Faults.Fault {
  private final Harbour harbour;
  private final String workflowId;
  private final EventType event;
  private final Runnable cause;

  /** What {@code cause} does to the workflow appears in its history as an event of that type. */
  public Unheeded(Harbour harbour, String workflowId, EventType event, Runnable cause) {
    this.harbour = harbour;
    this.workflowId = workflowId;
    this.event = event;
    this.cause = cause;
  }

  /** A cancellation, as any client can ask for it. */
  public static Unheeded cancel(Harbour harbour, String workflowId) {
    return new Unheeded(
        harbour,
        workflowId,
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED,
        () -> harbour.deployment(workflowId).cancel());
  }

  @Override
  public void afterEffect() {
    long before = last(event);
    cause.run();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                last(event) > before
                    && last(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED) > last(event));
  }

  private long last(EventType type) {
    List<HistoryEvent> events = harbour.history(workflowId).getEvents();
    return events.reversed().stream()
        .filter(seen -> seen.getEventType() == type)
        .map(HistoryEvent::getEventId)
        .findFirst()
        .orElse(0L);
  }
}
