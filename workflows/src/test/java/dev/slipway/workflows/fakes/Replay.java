package dev.slipway.workflows.fakes;

import dev.slipway.workflows.agent.AgentWorkflowImpl;
import dev.slipway.workflows.deploy.DeployAgentWorkflowImpl;
import dev.slipway.workflows.destroy.DestroyAgentWorkflowImpl;
import dev.slipway.workflows.temporal.Payloads;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;

/** Runs today's workflow code over a history of yesterday. */
public final class Replay {
  private static final Worker WORKER = worker();

  private Replay() {}

  /** Throws when the code no longer does what the history tells. */
  public static void of(WorkflowExecutionHistory history) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(history, WORKER);
  }

  /** One for all replays: its server is never asked anything. */
  private static Worker worker() {
    var options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build())
            .build();
    Worker worker = TestWorkflowEnvironment.newInstance(options).newWorker("replay");
    worker.registerWorkflowImplementationTypes(
        DeployAgentWorkflowImpl.class, AgentWorkflowImpl.class, DestroyAgentWorkflowImpl.class);
    return worker;
  }
}
