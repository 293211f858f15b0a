package dev.slipway.starter.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KnownHistoriesTest {
  private final KnownHistories histories = new KnownHistories();
  private int reads;

  @Test
  void aHistoryThatHasNotGrown_isReadOnce() {
    assertThat(get("run", 3, 3)).hasSize(3);
    assertThat(get("run", 3, 3)).hasSize(3);
    assertThat(reads).isEqualTo(1);

    assertThat(get("run", 5, 5)).hasSize(5);
    assertThat(get("another run", 5, 5)).hasSize(5);
    assertThat(reads).isEqualTo(3);
  }

  @Test
  void whatIsLongerThanTemporalSays_isNotKept() {
    get("run", 3, 5);
    get("run", 5, 5);
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void theOldestAreDropped_whenThereAreTooManyEvents() {
    get("old", 100, 100);
    get("long", KnownHistories.MAX_EVENTS - 50, KnownHistories.MAX_EVENTS - 50);
    get("old", 100, 100);
    assertThat(reads).isEqualTo(3);
  }

  @Test
  void whatAFollowerHasRead_isNotReadAgain() {
    histories.learn(run("run"), events(3));
    assertThat(get("run", 3, 3)).hasSize(3);
    assertThat(reads).isZero();

    assertThat(get("run", 4, 4)).hasSize(4);
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void aTaskThatIsRetried_isNotLearned_sinceAnotherEventMayTakeItsPlace() {
    List<HistoryEvent> events = new ArrayList<>(events(2));
    events.add(
        HistoryEvent.newBuilder()
            .setEventId(3)
            .setEventType(EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED)
            .build());
    histories.learn(run("run"), events);

    get("run", 3, 3);
    assertThat(reads).isEqualTo(1);
  }

  private List<HistoryEvent> get(String run, long length, int events) {
    return histories.get(
        run(run),
        length,
        () -> {
          reads++;
          return events(events);
        });
  }

  private static WorkflowExecution run(String id) {
    return WorkflowExecution.newBuilder().setRunId(id).build();
  }

  private static List<HistoryEvent> events(int count) {
    return LongStream.rangeClosed(1, count)
        .mapToObj(id -> HistoryEvent.newBuilder().setEventId(id).build())
        .toList();
  }
}
