package dev.slipway.starter.events;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedHistoryTest {
  private final RememberedHistory history = new RememberedHistory();

  private static HistoryEvent event(long id, EventType type) {
    return HistoryEvent.newBuilder().setEventId(id).setEventType(type).build();
  }

  @Test
  void whatWasShownOfATaskThatFailed_isReplacedByWhatWasWritten() {
    HistoryEvent begun = event(1, EVENT_TYPE_WORKFLOW_EXECUTION_STARTED);
    HistoryEvent done = event(2, EVENT_TYPE_ACTIVITY_TASK_COMPLETED);
    HistoryEvent next = event(3, EVENT_TYPE_WORKFLOW_TASK_SCHEDULED);
    history.add(
        List.of(
            begun,
            event(2, EVENT_TYPE_WORKFLOW_TASK_SCHEDULED),
            event(3, EVENT_TYPE_WORKFLOW_TASK_STARTED)));

    history.add(List.of(done, next));
    assertThat(history.all()).containsExactly(begun, done, next);
  }

  @Test
  void whatIsRepeated_isKeptOnce_andAGapIsSeen() {
    HistoryEvent begun = event(1, EVENT_TYPE_WORKFLOW_EXECUTION_STARTED);
    history.add(List.of(begun));
    history.add(List.of(begun));

    assertThat(history.all()).containsExactly(begun);
    assertThat(history.gapBefore(List.of(event(2, EVENT_TYPE_WORKFLOW_TASK_SCHEDULED)))).isFalse();
    assertThat(history.gapBefore(List.of(event(3, EVENT_TYPE_WORKFLOW_TASK_STARTED)))).isTrue();
  }
}
