package dev.slipway.workflows.audit;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.OfAgent;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** Records the outcome of a deployment permanently. */
@ActivityInterface
public interface WriteAudit {
  /** Failure type of a deployment whose history Temporal no longer has: nothing to record. */
  String HISTORY_GONE = "HistoryGone";

  /**
   * The deployment to write a bundle for.
   *
   * @param head the end of the chain as the agent knows it, to detect a truncated chain
   */
  record Input(AgentKey agent, DeploymentId deploymentId, @Nullable AuditHead head)
      implements OfAgent {}

  /**
   * Waits until the deployment's workflow has ended, and appends its bundle to the agent's chain.
   * May run any number of times; the result is one bundle.
   *
   * @return the new end of the chain
   */
  @ActivityMethod(name = "writeAudit")
  AuditHead writeAudit(Input input);
}
