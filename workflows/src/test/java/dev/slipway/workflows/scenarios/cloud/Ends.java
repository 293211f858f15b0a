package dev.slipway.workflows.scenarios.cloud;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.AgentKey;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for the end of a deployment's workflow, as the product's audit does. */
final class Ends {
  private static final int LOOK_MILLIS = 2;
  private static final int MAX_LOOKS = 10_000;

  private Ends() {}

  /**
   * Returns when the server has notified the agent of the end. The in-memory one skips no more time
   * if an agent closed before that.
   */
  static void await(AgentKey agent, DeploymentId id) {
    WorkflowClient client = Activity.getExecutionContext().getWorkflowClient();
    var pause = new CountDownLatch(1);
    try {
      for (int looks = 0; looks < MAX_LOOKS && pending(client, agent, id); looks++) {
        pause.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + id, stopped);
    }
  }

  private static boolean pending(WorkflowClient client, AgentKey agent, DeploymentId id) {
    return client
        .newUntypedWorkflowStub(agent.workflowId())
        .describe()
        .getRawDescription()
        .getPendingChildrenList()
        .stream()
        .anyMatch(child -> child.getWorkflowId().equals(id.value()));
  }
}
