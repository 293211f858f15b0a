package dev.slipway.workflows.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.workflows.temporal.DevServer;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.activity.ActivityInterface;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A worker with one slot, which {@link #GATE} occupies until it is opened: what is asked for
 * meanwhile waits at the server, which then hands it out in its own order.
 */
final class NarrowWorker implements AutoCloseable {
  static final String GATE = "gate";

  private static final Duration LONG = Duration.ofMinutes(3);

  private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final WorkflowClient client;
  private final WorkerFactory factory;

  /** Notes what it was called for. */
  @ActivityInterface
  public interface Note {
    void take(String what);
  }

  NarrowWorker(DevServer server, Class<?> workflow) {
    client = WorkflowClient.newInstance(server.stubs());
    factory = WorkerFactory.newInstance(client);
    factory.newWorker(TaskQueues.PLAN).registerWorkflowImplementationTypes(workflow);
    Note note = this::take;
    factory
        .newWorker(
            TaskQueues.CLOUD,
            WorkerOptions.newBuilder().setMaxConcurrentActivityExecutionSize(1).build())
        .registerActivitiesImplementations(note);
    factory.start();
  }

  private void take(String what) {
    taken.add(what);
    if (what.equals(GATE)) {
      held.countDown();
      awaitOpen(gate);
    }
  }

  WorkflowClient client() {
    return client;
  }

  /** Returns when the slot is occupied. */
  void awaitGate() {
    awaitOpen(held);
  }

  /** Returns when the server has so many activities of a workflow. */
  void awaitScheduled(String workflowId, int times) {
    await().atMost(LONG).until(() -> scheduled(workflowId) == times);
  }

  /**
   * Returns when so many activities wait in the queue, where the server puts them a little later.
   */
  void awaitWaiting(int times) {
    await().atMost(LONG).until(() -> waiting() == times);
  }

  private long waiting() {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeTaskQueue(
            DescribeTaskQueueRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.CLOUD))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                .setReportStats(true)
                .build())
        .getStats()
        .getApproximateBacklogCount();
  }

  private long scheduled(String workflowId) {
    return client
        .streamHistory(workflowId)
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
        .count();
  }

  /** Lets everything run; returns what was taken, in order, when these workflows have ended. */
  List<String> open(String... workflowIds) {
    gate.countDown();
    for (String id : workflowIds) {
      client.newUntypedWorkflowStub(id).getResult(Void.class);
    }
    return List.copyOf(taken);
  }

  private static void awaitOpen(CountDownLatch latch) {
    try {
      assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    factory.shutdownNow();
  }
}
