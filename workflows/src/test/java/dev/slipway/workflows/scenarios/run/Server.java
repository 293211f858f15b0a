package dev.slipway.workflows.scenarios.run;

import dev.slipway.workflows.agent.AgentWorkflowImpl;
import dev.slipway.workflows.deploy.DeployAgentWorkflowImpl;
import dev.slipway.workflows.destroy.DestroyAgentWorkflowImpl;
import dev.slipway.workflows.revival.TemporalAgentKeeper;
import dev.slipway.workflows.scenarios.cloud.Accounts;
import dev.slipway.workflows.temporal.Payloads;
import dev.slipway.workflows.temporal.SearchAttributes;
import dev.slipway.workflows.temporal.TaskQueues;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** An in-memory Temporal with the product's workflows on it; plays one scenario after another. */
public final class Server implements AutoCloseable {
  /** A busy machine may need more than the usual 10 s for the very first request. */
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** Time that is skipped takes a fraction of this. */
  private static final Duration LONGEST_PASS = Duration.ofSeconds(30);

  /** The worker needs a fraction of this for a task. */
  private static final Duration A_TASK = Duration.ofSeconds(2);

  private final Accounts accounts = new Accounts();
  private final TestWorkflowEnvironment environment;
  private final boolean unmodified;
  private final ExecutorService clock = Executors.newSingleThreadExecutor();
  private boolean whole = true;
  private int plays;

  /** With the unmodified product, or with a fault in it. */
  public Server(Mutation mutation) {
    unmodified = mutation == Mutation.NONE;
    var options =
        TestEnvironmentOptions.newBuilder()
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder()
                    .setWorkerInterceptors(mutation.interceptors())
                    .build())
            .setWorkflowServiceStubsOptions(
                WorkflowServiceStubsOptions.newBuilder().setRpcTimeout(TIMEOUT).build())
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
    SearchAttributes.ALL.forEach(
        key ->
            options.registerSearchAttribute(
                key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    environment = TestWorkflowEnvironment.newInstance(options.build());
    environment
        .newWorker(TaskQueues.PLAN, quiet(WorkerOptions.newBuilder()))
        .registerWorkflowImplementationTypes(
            DeployAgentWorkflowImpl.class, AgentWorkflowImpl.class, DestroyAgentWorkflowImpl.class);
    // A paused call learns within this time that it was canceled.
    var quickBeats =
        quiet(WorkerOptions.newBuilder().setMaxHeartbeatThrottleInterval(Duration.ofMillis(5)));
    for (String queue : List.of(TaskQueues.BUILD, TaskQueues.CLOUD)) {
      Worker worker = environment.newWorker(queue, quickBeats);
      worker.registerActivitiesImplementations(mutation.activities(accounts));
      worker.registerActivitiesImplementations(new TemporalAgentKeeper(client()));
    }
    environment.start();
  }

  /** One scenario keeps no more of them busy, and every poller costs the server something. */
  private static WorkerOptions quiet(WorkerOptions.Builder options) {
    return options
        .setMaxConcurrentWorkflowTaskPollers(2)
        .setMaxConcurrentActivityTaskPollers(1)
        .build();
  }

  /** Whether the product on it has no fault planted in it. */
  boolean isUnmodified() {
    return unmodified;
  }

  Names nextPlay() {
    return new Names(++plays);
  }

  Accounts accounts() {
    return accounts;
  }

  WorkflowClient client() {
    return environment.getWorkflowClient();
  }

  Instant now() {
    return Instant.ofEpochMilli(environment.currentTimeMillis());
  }

  /** Lets time pass; when this returns, everything that can happen meanwhile has happened. */
  void pass(Duration time) {
    try {
      clock.submit(() -> environment.sleep(time)).get(LONGEST_PASS.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw lost("time no longer passes");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while time passed", e);
    }
  }

  /** Fails with {@link TaskLost} if one of these workflows has a task that nobody works on. */
  void requireNoLostTask(Collection<String> workflows) {
    for (String workflow : workflows) {
      OptionalLong task = unfinishedTask(workflow);
      if (task.isPresent()) {
        LockSupport.parkNanos(A_TASK.toNanos());
        if (task.equals(unfinishedTask(workflow))) {
          throw lost("event %d of %s".formatted(task.getAsLong(), workflow));
        }
      }
    }
  }

  private OptionalLong unfinishedTask(String workflow) {
    try {
      HistoryEvent last = client().fetchHistory(workflow).getLastEvent();
      return last.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED
          ? OptionalLong.of(last.getEventId())
          : OptionalLong.empty();
    } catch (StatusRuntimeException unknown) {
      return OptionalLong.empty();
    }
  }

  private TaskLost lost(String what) {
    whole = false;
    return new TaskLost(what);
  }

  /** Whether it may play another scenario. */
  boolean isWhole() {
    return whole;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    environment.close();
  }
}
