package dev.slipway.workflows.undo;

import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.SecretRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what one deployment did. Each method looks first and acts second, may run any number
 * of times, removes only what this deployment created and reports every item it met.
 */
@ActivityInterface
public interface Undo {
  /**
   * What is known of the stack from before the deployment.
   *
   * @param existedBefore whether there was a stack to keep
   * @param before the template and parameters it had; absent when there was none
   */
  record StackInput(
      AgentKey agent,
      DeploymentId deploymentId,
      boolean existedBefore,
      @Nullable ArtifactRef before) {}

  /**
   * What became of the stack.
   *
   * @param live where the agent is that answers again; absent where none does, or where nothing is
   *     known of before
   */
  record Undone(List<LedgerEntry> ledger, @Nullable Outputs live) {}

  /** The API keys that were stored for this deployment. */
  record SecretInput(AgentKey agent, DeploymentId deploymentId, SecretRef secret) {}

  /** The objects that were stored for this deployment. */
  record ArtifactsInput(AgentKey agent, DeploymentId deploymentId) {}

  /**
   * Waits for an operation of this deployment that is still in flight; then deletes a stack that
   * this deployment created, or brings one that existed before back to how it was. Fails with
   * LiveMismatch where something else than before answers then.
   */
  @ActivityMethod(name = "undoStack")
  Undone undoStack(StackInput input);

  @ActivityMethod(name = "undoSecret")
  List<LedgerEntry> undoSecret(SecretInput input);

  /** Removes this deployment's stored code, bundle and package; shared layers stay. */
  @ActivityMethod(name = "undoArtifacts")
  List<LedgerEntry> undoArtifacts(ArtifactsInput input);
}
