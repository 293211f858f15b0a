package dev.slipway.workflows.destroy;

import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Lists what destroying an agent would remove, and removes nothing. */
@WorkflowInterface
public interface DestroyPreviewWorkflow {
  @WorkflowMethod
  List<LedgerEntry> preview(DestroyOrder order);
}
