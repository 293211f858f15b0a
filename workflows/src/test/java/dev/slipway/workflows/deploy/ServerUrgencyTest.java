package dev.slipway.workflows.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.workflows.temporal.DevServer;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Temporal's server hands out what is urgent first; the server of the SDK's tests does not. */
@EnabledIfEnvironmentVariable(named = DevServer.VARIABLE, matches = ".+")
class ServerUrgencyTest {
  private static final int BURST = 80;
  private static final Duration LONG = Duration.ofMinutes(3);

  /** Notes what it was called for. */
  @ActivityInterface
  public interface Note {
    void take(String what);
  }

  /** Fills the queue behind a gate: many deployments, and one of each other kind. */
  @WorkflowInterface
  public interface Crowd {
    @WorkflowMethod
    void gather();

    @SignalMethod
    void gateIsHeld();
  }

  /** Schedules the least urgent first. */
  public static final class CrowdImpl implements Crowd {
    private boolean held;

    @Override
    public void gateIsHeld() {
      held = true;
    }

    @Override
    public void gather() {
      List<Promise<Void>> all = new ArrayList<>();
      all.add(ask("gate", StepOptions.samDeploy()));
      Workflow.await(() -> held);
      all.add(ask("leftovers", StepOptions.pruning()));
      all.add(ask("drift", StepOptions.checkDrift()));
      for (int i = 0; i < BURST; i++) {
        all.add(ask("deploy", StepOptions.samDeploy()));
      }
      all.add(ask("undo", StepOptions.undo("Undoing")));
      Promise.allOf(all).get();
    }

    private static Promise<Void> ask(String what, ActivityOptions options) {
      return Async.procedure(Workflow.newActivityStub(Note.class, options)::take, what);
    }
  }

  @Test
  void anUndo_passesABurstOfDeployments_andDriftWaitsForThem(@TempDir Path home) throws Exception {
    List<String> taken = Collections.synchronizedList(new ArrayList<>());
    var held = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    Note note =
        what -> {
          taken.add(what);
          if (what.equals("gate")) {
            held.countDown();
            awaitOpen(gate);
          }
        };
    try (DevServer server = DevServer.start(home)) {
      WorkflowClient client = WorkflowClient.newInstance(server.stubs());
      WorkerFactory factory = WorkerFactory.newInstance(client);
      factory.newWorker(TaskQueues.PLAN).registerWorkflowImplementationTypes(CrowdImpl.class);
      factory
          .newWorker(
              TaskQueues.CLOUD,
              WorkerOptions.newBuilder().setMaxConcurrentActivityExecutionSize(1).build())
          .registerActivitiesImplementations(note);
      factory.start();
      var options =
          WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.PLAN).setWorkflowId("crowd").build();
      Crowd crowd = client.newWorkflowStub(Crowd.class, options);
      WorkflowClient.start(crowd::gather);
      awaitOpen(held);
      crowd.gateIsHeld();
      await()
          .atMost(LONG)
          .until(
              () ->
                  client
                          .streamHistory("crowd")
                          .filter(
                              event ->
                                  event.getEventType()
                                      == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
                          .count()
                      == BURST + 4);

      gate.countDown();
      client.newUntypedWorkflowStub("crowd").getResult(Void.class);

      factory.shutdownNow();
    }
    // A queue has partitions, each with an order of its own: what was last becomes one of the
    // first.
    assertThat(taken.indexOf("undo")).as("%s", taken).isLessThan(BURST / 4);
    assertThat(taken.indexOf("drift")).as("%s", taken).isGreaterThan(BURST / 4);
    assertThat(taken.indexOf("leftovers")).as("%s", taken).isGreaterThan(BURST / 4);
  }

  private static void awaitOpen(CountDownLatch latch) {
    try {
      assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
