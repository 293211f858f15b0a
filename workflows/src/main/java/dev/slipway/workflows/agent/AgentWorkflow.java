package dev.slipway.workflows.agent;

import dev.slipway.workflows.destroy.DestroyOrder;
import dev.slipway.workflows.drift.CheckDriftWorkflow;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.turn.AgentNotifier;
import dev.slipway.workflows.turn.TurnEnded;
import dev.slipway.workflows.turn.Waiting;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One agent over its life: the lock, the queue and the memory of one stack.
 *
 * <p>Its id is {@link dev.slipway.workflows.model.AgentKey#workflowId()}. A request is admitted by
 * an update; the deployment exists as a workflow of its own from that moment and waits for its
 * turn.
 */
@WorkflowInterface
public interface AgentWorkflow {
  /** Failure type of an update that the queue has no room for. */
  String QUEUE_FULL = "QueueFull";

  /** Failure type of an update that does not want to wait, or is not allowed to. */
  String BUSY = "AgentBusy";

  /** Failure type of an update that needs a live revision. */
  String NOTHING_LIVE = "NothingLive";

  /** Failure type of an update that names a revision that can't be deployed again. */
  String NOT_OFFERED = "RevisionNotOffered";

  @WorkflowMethod
  void live(AgentState state);

  /** Admits a deployment; a repeated id is admitted once. */
  @UpdateMethod(name = "deploy")
  Admission deploy(DeploymentOrder order);

  @UpdateValidatorMethod(updateName = "deploy")
  void validateDeploy(DeploymentOrder order);

  /**
   * Admits a deployment of an earlier revision, or of the live one once more.
   *
   * <p>A rollback goes first and replaces what is running: that is canceled, and undoes what it
   * did, before the rollback's turn comes.
   */
  @UpdateMethod(name = "reuse")
  Admission reuse(ReuseOrder order);

  @UpdateValidatorMethod(updateName = "reuse")
  void validateReuse(ReuseOrder order);

  /** Admits the removal of the agent; it queues like a deployment. */
  @UpdateMethod(name = "destroy")
  Admission destroy(DestroyOrder order);

  @UpdateValidatorMethod(updateName = "destroy")
  void validateDestroy(DestroyOrder order);

  /** Changes when the agent is taken down automatically. */
  @UpdateMethod(name = "ttl")
  TtlAnswer ttl(TtlChange change);

  /** Sent by a deployment when it has ended, whatever the outcome. */
  @SignalMethod(name = AgentNotifier.ENDED)
  void ended(TurnEnded ended);

  /** Sent on behalf of a deployment that is waiting for its turn and found no agent. */
  @SignalMethod(name = AgentNotifier.WAITS)
  void waits(Waiting waiting);

  /** Sent by a drift check of the live agent. */
  @SignalMethod(name = CheckDriftWorkflow.REPORTED)
  void driftChecked(DriftReport found);
}
