package dev.slipway.workflows.destroy;

import dev.slipway.workflows.deploy.StepOptions;
import dev.slipway.workflows.temporal.TaskQueues;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.workflow.Workflow;
import java.util.List;

/** Runs one activity. */
public final class DestroyPreviewWorkflowImpl implements DestroyPreviewWorkflow {
  @Override
  public List<LedgerEntry> preview(DestroyOrder order) {
    var options = StepOptions.question(TaskQueues.CLOUD, "Listing what would be removed");
    return Workflow.newActivityStub(RemoveAgent.class, options)
        .listResources(new RemoveAgent.Input(order.id(), order.agent()));
  }
}
