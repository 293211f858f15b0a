package dev.slipway.workflows.destroy;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.OfAgent;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/**
 * Removes everything an agent has, whoever deployed it; each method may run any number of times.
 */
@ActivityInterface
public interface RemoveAgent {
  /** Which agent, and on behalf of which deployment. */
  record Input(DeploymentId deploymentId, AgentKey agent) implements OfAgent {}

  /** Lists what would be removed, and removes nothing. */
  @ActivityMethod(name = "listResources")
  List<LedgerEntry> listResources(Input input);

  /** Deletes the stack and waits until it is gone. */
  @ActivityMethod(name = "removeStack")
  List<LedgerEntry> removeStack(Input input);

  @ActivityMethod(name = "removeSecrets")
  List<LedgerEntry> removeSecrets(Input input);

  /** Removes stored code and packages and the schedule of checks; logs and audit records stay. */
  @ActivityMethod(name = "removeArtifacts")
  List<LedgerEntry> removeArtifacts(Input input);
}
