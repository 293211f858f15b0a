package dev.slipway.workflows.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.workflows.temporal.DevServer;
import dev.slipway.workflows.temporal.FairShare;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.activity.ActivityInterface;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
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

/** Temporal's server lets requesters take turns; the server of the SDK's tests does not. */
@EnabledIfEnvironmentVariable(named = DevServer.VARIABLE, matches = ".+")
class ServerFairnessTest {
  private static final int BURST = 60;
  private static final Duration LONG = Duration.ofMinutes(3);

  /** As in the configuration of the compose file's server; one partition, which has one order. */
  private static final String[] SETTINGS = {
    "matching.useNewMatcher=true",
    "matching.enableFairness=true",
    "matching.numTaskqueueReadPartitions=1",
    "matching.numTaskqueueWritePartitions=1"
  };

  /** Notes whom it was called for. */
  @ActivityInterface
  public interface Note {
    void take(String who);
  }

  /** Asks for steps of deployments, all at once. */
  @WorkflowInterface
  public interface Asking {
    @WorkflowMethod
    void ask(String who, int times);
  }

  /** With the steps' own options. */
  public static final class AskingImpl implements Asking {
    @Override
    public void ask(String who, int times) {
      Note note = Workflow.newActivityStub(Note.class, StepOptions.samDeploy());
      List<Promise<Void>> all = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        all.add(Async.procedure(note::take, who));
      }
      Promise.allOf(all).get();
    }
  }

  @Test
  void deploymentBehindABurstOfAnotherRequester_doesNotWaitForAllOfIt(@TempDir Path home)
      throws Exception {
    List<String> taken = Collections.synchronizedList(new ArrayList<>());
    var held = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    Note note =
        who -> {
          taken.add(who);
          if (who.equals("gate")) {
            held.countDown();
            awaitOpen(gate);
          }
        };
    try (DevServer server = DevServer.start(home, SETTINGS)) {
      WorkflowClient client = WorkflowClient.newInstance(server.stubs());
      WorkerFactory factory = WorkerFactory.newInstance(client);
      factory.newWorker(TaskQueues.PLAN).registerWorkflowImplementationTypes(AskingImpl.class);
      factory
          .newWorker(
              TaskQueues.CLOUD,
              WorkerOptions.newBuilder().setMaxConcurrentActivityExecutionSize(1).build())
          .registerActivitiesImplementations(note);
      factory.start();
      ask(client, "gate", 1);
      awaitOpen(held);
      ask(client, "anna", BURST);
      ask(client, "ben", 1);

      gate.countDown();
      List.of("anna", "ben")
          .forEach(who -> client.newUntypedWorkflowStub(who).getResult(Void.class));

      factory.shutdownNow();
    }
    assertThat(taken.indexOf("ben")).as("%s", taken).isLessThan(BURST / 4);
  }

  /** Returns when the server has all of it. */
  private static void ask(WorkflowClient client, String who, int times) {
    var options =
        WorkflowOptions.newBuilder()
            .setTaskQueue(TaskQueues.PLAN)
            .setWorkflowId(who)
            .setPriority(FairShare.of(who))
            .build();
    WorkflowClient.start(client.newWorkflowStub(Asking.class, options)::ask, who, times);
    await().atMost(LONG).until(() -> scheduled(client, who) == times);
  }

  private static long scheduled(WorkflowClient client, String who) {
    return client
        .streamHistory(who)
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
        .count();
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
