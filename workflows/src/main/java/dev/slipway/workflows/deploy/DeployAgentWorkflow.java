package dev.slipway.workflows.deploy;

import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.turn.Turn;
import dev.slipway.workflows.turn.Withdrawal;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * One deployment. Its workflow id is the deployment id; its history is the only record of its
 * progress. It ends as completed (live), failed with an explained failure, or canceled.
 */
@WorkflowInterface
public interface DeployAgentWorkflow {
  /** The workflow type. */
  String TYPE = "DeployAgentWorkflow";

  /** The updates with which a person decides. */
  String RETRY = "retry";

  String ABORT = "abort";
  String APPROVE = "approve";
  String REJECT = "reject";

  /** Failure type of a decision that does not apply to the deployment's current state. */
  String NOT_APPLICABLE = "NotApplicable";

  /** Returns what is live; null if only a plan was requested. */
  @WorkflowMethod(name = TYPE)
  @Nullable DeploymentResult deploy(DeploymentOrder order);

  /** Sent by the agent when everything that came before has ended. */
  @SignalMethod(name = Turn.SIGNAL)
  void yourTurn(Turn turn);

  /** Sent by the agent when another request replaces this deployment. */
  @SignalMethod(name = Withdrawal.SIGNAL)
  void withdraw(Withdrawal withdrawal);

  /** Continues from the failed step, with the patch applied. Only while parked. */
  @UpdateMethod(name = RETRY)
  void retry(Decision decision, @Nullable Patch patch);

  @UpdateValidatorMethod(updateName = RETRY)
  void validateRetry(Decision decision, @Nullable Patch patch);

  /** Ends a parked deployment and undoes what it did. */
  @UpdateMethod(name = ABORT)
  void abort(Decision decision);

  @UpdateValidatorMethod(updateName = ABORT)
  void validateAbort(Decision decision);

  /** Approves the plan. Only while awaiting approval. */
  @UpdateMethod(name = APPROVE)
  void approve(Decision decision);

  @UpdateValidatorMethod(updateName = APPROVE)
  void validateApprove(Decision decision);

  /** Rejects the plan and undoes what was prepared. Only while awaiting approval. */
  @UpdateMethod(name = REJECT)
  void reject(Decision decision);

  @UpdateValidatorMethod(updateName = REJECT)
  void validateReject(Decision decision);
}
