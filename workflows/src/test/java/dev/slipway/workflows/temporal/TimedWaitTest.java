package dev.slipway.workflows.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class TimedWaitTest {
  private static final String QUEUE = "waits";

  private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
  private final WorkflowStub waiter;

  TimedWaitTest() {
    environment.newWorker(QUEUE).registerWorkflowImplementationTypes(WaiterImpl.class);
    environment.start();
    waiter =
        environment
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "Waiter",
                WorkflowOptions.newBuilder().setWorkflowId("waiter").setTaskQueue(QUEUE).build());
    waiter.start();
  }

  @AfterEach
  void close() {
    environment.close();
  }

  @Test
  void conditionThatBecomesTrue_leavesNoTimerBehind() {
    await().until(() -> !timerEvents().isEmpty());
    waiter.signal("come");

    assertThat(waiter.getResult(Boolean.class)).isTrue();
    assertThat(timerEvents())
        .containsExactly(EventType.EVENT_TYPE_TIMER_STARTED, EventType.EVENT_TYPE_TIMER_CANCELED);
  }

  @Test
  void timeout_returnsFalse() {
    environment.sleep(Duration.ofHours(2));

    assertThat(waiter.getResult(Boolean.class)).isFalse();
    assertThat(timerEvents())
        .containsExactly(EventType.EVENT_TYPE_TIMER_STARTED, EventType.EVENT_TYPE_TIMER_FIRED);
  }

  @Test
  void cancellation_endsTheWait() {
    waiter.cancel();

    assertThatThrownBy(() -> waiter.getResult(Boolean.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
  }

  private List<EventType> timerEvents() {
    return environment.getWorkflowClient().fetchHistory("waiter").getEvents().stream()
        .map(HistoryEvent::getEventType)
        .filter(type -> type.name().contains("_TIMER_"))
        .toList();
  }

  /** Waits for an hour at most. */
  @WorkflowInterface
  public interface Waiter {
    @WorkflowMethod(name = "Waiter")
    boolean live();

    @SignalMethod
    void come();
  }

  public static final class WaiterImpl implements Waiter {
    private boolean came;

    @Override
    public boolean live() {
      return TimedWait.await(Duration.ofHours(1), () -> came);
    }

    @Override
    public void come() {
      came = true;
    }
  }
}
