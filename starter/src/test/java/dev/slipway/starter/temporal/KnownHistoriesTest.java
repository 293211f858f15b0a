package dev.slipway.starter.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
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
  void theOldestGo_whenThereAreTooManyEvents() {
    get("old", 100, 100);
    get("long", KnownHistories.MOST_EVENTS - 50, KnownHistories.MOST_EVENTS - 50);
    get("old", 100, 100);
    assertThat(reads).isEqualTo(3);
  }

  private List<HistoryEvent> get(String run, long length, int events) {
    return histories.get(
        WorkflowExecution.newBuilder().setRunId(run).build(),
        length,
        () -> {
          reads++;
          return LongStream.rangeClosed(1, events)
              .mapToObj(id -> HistoryEvent.newBuilder().setEventId(id).build())
              .toList();
        });
  }
}
