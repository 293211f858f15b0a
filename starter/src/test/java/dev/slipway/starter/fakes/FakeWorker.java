package dev.slipway.starter.fakes;

import dev.slipway.workflows.agent.AgentWorkflowImpl;
import dev.slipway.workflows.deploy.DeployAgentWorkflowImpl;
import dev.slipway.workflows.destroy.DestroyAgentWorkflowImpl;
import dev.slipway.workflows.notices.NotifyWorkflowImpl;
import dev.slipway.workflows.ownership.TemporalStandings;
import dev.slipway.workflows.question.QuestionWorkflowImpl;
import dev.slipway.workflows.revival.TemporalAgentKeeper;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;

/** The real workflows with fake activities. */
public final class FakeWorker implements AutoCloseable {
  private final WorkerFactory factory;

  public FakeWorker(WorkflowClient client, StubActivities activities) {
    activities.ask(new TemporalStandings(client));
    factory = WorkerFactory.newInstance(client);
    Worker plan = factory.newWorker(TaskQueues.PLAN);
    plan.registerWorkflowImplementationTypes(
        AgentWorkflowImpl.class,
        DeployAgentWorkflowImpl.class,
        DestroyAgentWorkflowImpl.class,
        QuestionWorkflowImpl.class,
        NotifyWorkflowImpl.class);
    factory.newWorker(TaskQueues.BUILD).registerActivitiesImplementations(activities);
    factory.newWorker(TaskQueues.CHECK).registerActivitiesImplementations(activities);
    factory
        .newWorker(TaskQueues.CLOUD)
        .registerActivitiesImplementations(activities, new TemporalAgentKeeper(client));
    factory.start();
  }

  @Override
  public void close() {
    factory.shutdownNow();
  }
}
