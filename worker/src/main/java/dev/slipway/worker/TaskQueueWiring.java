package dev.slipway.worker;

import dev.slipway.activities.heartbeat.HeartbeatInterceptor;
import dev.slipway.tracing.StepTraces;
import dev.slipway.tracing.Tracing;
import dev.slipway.worker.WorkerSettings.Slots;
import dev.slipway.workflows.agent.AgentWorkflowImpl;
import dev.slipway.workflows.agent.UpgradingAgentWorkflowImpl;
import dev.slipway.workflows.deploy.DeployAgentWorkflowImpl;
import dev.slipway.workflows.destroy.DestroyAgentWorkflowImpl;
import dev.slipway.workflows.drift.CheckDriftWorkflowImpl;
import dev.slipway.workflows.notices.NotifyWorkflowImpl;
import dev.slipway.workflows.question.QuestionWorkflowImpl;
import dev.slipway.workflows.temporal.TaskQueues;
import dev.slipway.workflows.temporal.WorkerBuild;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Which activities poll which queue, and how many run at once. */
final class TaskQueueWiring {
  /** A cancellation reaches a step with the response to a heartbeat; this is the longest delay. */
  private static final Duration MAX_BETWEEN_BEATS = Duration.ofSeconds(2);

  /** The SDK reports a workflow thread as deadlocked after a second; builds may steal the CPU. */
  private static final int DEADLOCK_MILLIS = 10_000;

  /** Twenty receivers have at most four calls in flight each; they wait, and cost no more. */
  private static final int NOTICES = 80;

  private final Slots slots;
  private final @Nullable WorkerBuild build;
  private final Tracing tracing;

  TaskQueueWiring(Slots slots, @Nullable WorkerBuild build, Tracing tracing) {
    this.slots = slots;
    this.build = build;
    this.tracing = tracing;
  }

  WorkerFactory register(WorkflowClient client, ActivityWiring activities) {
    var options =
        WorkerFactoryOptions.newBuilder()
            .setWorkerInterceptors(new HeartbeatInterceptor(), new StepTraces(tracing.tracer()))
            .setUsingVirtualWorkflowThreads(true)
            .build();
    WorkerFactory factory = WorkerFactory.newInstance(client, options);
    factory
        .newWorker(TaskQueues.PLAN, plan())
        .registerWorkflowImplementationTypes(
            DeployAgentWorkflowImpl.class,
            build == null ? AgentWorkflowImpl.class : UpgradingAgentWorkflowImpl.class,
            DestroyAgentWorkflowImpl.class,
            QuestionWorkflowImpl.class,
            CheckDriftWorkflowImpl.class,
            NotifyWorkflowImpl.class);
    factory
        .newWorker(TaskQueues.BUILD, build())
        .registerActivitiesImplementations(activities.build().toArray());
    // As many as builds: a check takes a fraction of a second of one core.
    factory
        .newWorker(TaskQueues.CHECK, build())
        .registerActivitiesImplementations(activities.check().toArray());
    factory
        .newWorker(TaskQueues.CLOUD, cloud())
        .registerActivitiesImplementations(activities.cloud().toArray());
    factory
        .newWorker(TaskQueues.NOTICES, notices())
        .registerActivitiesImplementations(activities.notices().toArray());
    return factory;
  }

  private WorkerOptions.Builder options() {
    WorkerOptions.Builder options = WorkerOptions.newBuilder();
    return build == null ? options : options.setDeploymentOptions(build.options());
  }

  private WorkerOptions plan() {
    return options().setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLIS).build();
  }

  private WorkerOptions build() {
    return options()
        .setMaxConcurrentActivityExecutionSize(slots.build())
        .setMaxHeartbeatThrottleInterval(MAX_BETWEEN_BEATS)
        .build();
  }

  private WorkerOptions notices() {
    return options()
        .setMaxConcurrentActivityExecutionSize(NOTICES)
        .setMaxConcurrentActivityTaskPollers(1)
        .setUsingVirtualThreadsOnActivityWorker(true)
        .build();
  }

  private WorkerOptions cloud() {
    return options()
        .setMaxConcurrentActivityExecutionSize(slots.cloud())
        .setMaxTaskQueueActivitiesPerSecond(slots.cloudPerSecond())
        .setMaxHeartbeatThrottleInterval(MAX_BETWEEN_BEATS)
        .setUsingVirtualThreadsOnActivityWorker(true)
        .build();
  }
}
