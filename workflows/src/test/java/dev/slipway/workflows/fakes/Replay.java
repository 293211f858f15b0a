package dev.slipway.workflows.fakes;

import dev.slipway.workflows.agent.AgentWorkflowImpl;
import dev.slipway.workflows.deploy.DeployAgentWorkflowImpl;
import dev.slipway.workflows.destroy.DestroyAgentWorkflowImpl;
import dev.slipway.workflows.notices.NotifyWorkflowImpl;
import dev.slipway.workflows.temporal.Payloads;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;

/** Runs today's workflow code over an old history. */
public final class Replay {
  /**
   * The SDK considers a workflow thread deadlocked if it has not yielded for 1 s. Nothing waits in
   * a replay; at load 29 a replay once had no core for that long. A real deadlock is still found
   * within a test's time.
   */
  private static final int DEADLOCK_MILLIS = 30_000;

  private static final Worker WORKER = worker();

  private Replay() {}

  /** Throws if the code no longer does what the history records. */
  public static void of(WorkflowExecutionHistory history) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(history, WORKER);
  }

  /** One for all replays: its server is never called. */
  private static Worker worker() {
    var options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build())
            .build();
    Worker worker = TestWorkflowEnvironment.newInstance(options).newWorker("replay", patient());
    worker.registerWorkflowImplementationTypes(
        DeployAgentWorkflowImpl.class,
        AgentWorkflowImpl.class,
        DestroyAgentWorkflowImpl.class,
        NotifyWorkflowImpl.class);
    return worker;
  }

  private static WorkerOptions patient() {
    return WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLIS).build();
  }
}
