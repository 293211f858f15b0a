package dev.slipway.workflows.notices;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One notice on its way to its receivers; no receiver waits for another. */
@WorkflowInterface
public interface NotifyWorkflow {
  /** The workflow type. */
  String TYPE = "NotifyWorkflow";

  /** Fails if a receiver never accepted the notice. */
  @WorkflowMethod(name = TYPE)
  void send(Notice notice);
}
