package dev.slipway.activities.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.workflows.failure.FailureType;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class HeartbeatInterceptorTest {
  private static final CountDownLatch STARTED = new CountDownLatch(1);

  private final TestWorkflowEnvironment environment =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setUseTimeskipping(false)
              .setWorkerFactoryOptions(
                  WorkerFactoryOptions.newBuilder()
                      .setWorkerInterceptors(new HeartbeatInterceptor(Duration.ofMillis(100)))
                      .build())
              .build());

  @ActivityInterface
  public interface Labour {
    String work(String how);
  }

  @WorkflowInterface
  public interface Boss {
    @WorkflowMethod
    String run(String how);
  }

  public static final class BossWorkflow implements Boss {
    private final Labour labour =
        Workflow.newActivityStub(
            Labour.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(20))
                .setHeartbeatTimeout(Duration.ofSeconds(5))
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .build());

    @Override
    public String run(String how) {
      return labour.work(how);
    }
  }

  private static final class Worker implements Labour {
    @Override
    public String work(String how) {
      return switch (how) {
        case "waits" -> {
          STARTED.countDown();
          Heartbeats.pause(Duration.ofSeconds(15));
          yield "never";
        }
        case "fails" -> throw new IllegalStateException("odd");
        case "reports" -> {
          if (Heartbeats.attempt() == 1) {
            Heartbeats.report("so far");
            Heartbeats.pause(Duration.ofSeconds(1));
            throw ApplicationFailure.newFailure("again", "Again");
          }
          yield Heartbeats.lastDetails(String.class).orElse("nothing");
        }
        case "deletes" -> {
          if (Heartbeats.attempt() == 1) {
            Announced.with(List.of("a", "b"));
            throw ApplicationFailure.newFailure("after the first of them", "Again");
          }
          yield String.join(", ", Announced.with(List.of("b", "c")));
        }
        default -> how;
      };
    }
  }

  /** Heartbeats leave at once; otherwise the SDK holds them for most of the timeout. */
  private static WorkerOptions promptly() {
    return WorkerOptions.newBuilder()
        .setMaxHeartbeatThrottleInterval(Duration.ofMillis(50))
        .build();
  }

  private WorkflowStub start(String how) {
    var worker = environment.newWorker("labour", promptly());
    worker.registerWorkflowImplementationTypes(BossWorkflow.class);
    worker.registerActivitiesImplementations(new Worker());
    environment.start();
    var boss =
        environment
            .getWorkflowClient()
            .newWorkflowStub(
                Boss.class, WorkflowOptions.newBuilder().setTaskQueue("labour").build());
    WorkflowClient.start(boss::run, how);
    return WorkflowStub.fromTyped(boss);
  }

  @AfterEach
  void close() {
    environment.close();
  }

  @Test
  void whatAnEarlierAttemptWasAboutToDelete_isReportedByTheNext() {
    assertThat(start("deletes").getResult(String.class)).isEqualTo("a, b, c");
  }

  @Test
  void cancellation_reachesAWaitingStep_andTemporalSeesItCanceled() throws Exception {
    var stub = start("waits");
    STARTED.await();
    stub.cancel();

    assertThatThrownBy(() -> stub.getResult(String.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasRootCauseInstanceOf(CanceledFailure.class);
  }

  @Test
  void anyOtherException_leavesAsUnexpected() {
    assertThatThrownBy(() -> start("fails").getResult(String.class))
        .cause()
        .isInstanceOf(ActivityFailure.class)
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> assertThat(failure.getType()).isEqualTo(FailureType.UNEXPECTED.wireName()));
  }

  @Test
  void nextAttempt_readsWhatTheLastReported() {
    assertThat(start("reports").getResult(String.class)).isEqualTo("so far");
  }
}
