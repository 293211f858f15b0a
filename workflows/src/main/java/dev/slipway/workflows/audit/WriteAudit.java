package dev.slipway.workflows.audit;

import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentId;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** Writes down for good what became of a deployment. */
@ActivityInterface
public interface WriteAudit {
  /** Failure type of a deployment whose history Temporal no longer has: there is nothing to say. */
  String HISTORY_GONE = "HistoryGone";

  /**
   * Whose bundle.
   *
   * @param head the end of the chain as the agent knows it, to notice a chain that was cut
   */
  record Input(AgentKey agent, DeploymentId deploymentId, @Nullable AuditHead head) {}

  /**
   * Waits until the deployment's workflow has ended, and appends its bundle to the agent's chain.
   * May run any number of times; one bundle comes of it.
   *
   * @return the end of the chain from now on
   */
  @ActivityMethod(name = "writeAudit")
  AuditHead writeAudit(Input input);
}
