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
  /** The workflow type. */
  String TYPE = "DestroyAgentWorkflow";

  /** Returns what happened to each resource. */
  @WorkflowMethod(name = TYPE)
  List<LedgerEntry> destroy(DestroyOrder order);

  @SignalMethod(name = Turn.SIGNAL)
  void yourTurn(Turn turn);
}
