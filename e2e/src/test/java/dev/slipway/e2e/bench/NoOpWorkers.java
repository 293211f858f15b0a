package dev.slipway.e2e.bench;

import dev.slipway.workflows.agent.AgentWorkflowImpl;
import dev.slipway.workflows.deploy.DeployAgentWorkflowImpl;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;

/** Workers that run agents and their deployments with activities that do nothing. */
final class NoOpWorkers {
  private NoOpWorkers() {}

  /**
   * Starts them.
   *
   * @param options of those that run activities
   */
  static WorkerFactory start(
      WorkflowClient client,
      EntityActivities activities,
      WorkerOptions options,
      WorkerInterceptor... interceptors) {
    WorkerFactory factory =
        WorkerFactory.newInstance(
            client, WorkerFactoryOptions.newBuilder().setWorkerInterceptors(interceptors).build());
    factory
        .newWorker(TaskQueues.PLAN)
        .registerWorkflowImplementationTypes(
            AgentWorkflowImpl.class, DeployAgentWorkflowImpl.class);
    factory.newWorker(TaskQueues.BUILD, options).registerActivitiesImplementations(activities);
    factory.newWorker(TaskQueues.CLOUD, options).registerActivitiesImplementations(activities);
    factory.start();
    return factory;
  }

  /** Room for so many activities at once. */
  static WorkerOptions.Builder roomFor(int activities) {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentActivityExecutionSize(activities)
        .setUsingVirtualThreadsOnActivityWorker(true);
  }
}
