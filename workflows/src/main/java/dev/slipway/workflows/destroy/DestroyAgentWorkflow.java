package dev.slipway.workflows.destroy;

import dev.slipway.workflows.turn.Turn;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Takes one agent down; queued behind its deployments like any other request. */
@WorkflowInterface
public interface DestroyAgentWorkflow {
  /** Returns what happened to each resource. */
  @WorkflowMethod
  List<LedgerEntry> destroy(DestroyOrder order);

  @SignalMethod
  void yourTurn(Turn turn);
}
