package dev.slipway.workflows.undo;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Target;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.OfAgent;
import dev.slipway.workflows.model.OnTarget;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.SecretRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Undoes what one deployment did. Each method checks before it acts, may run any number of times,
 * removes only what this deployment created and reports every item it found.
 */
@ActivityInterface
public interface Undo {
  /**
   * What is known about the stack before the deployment.
   *
   * @param existedBefore whether there was a stack to keep
   * @param before the template and parameters it had; absent if there was none
   */
  record StackInput(
      AgentKey agent,
      DeploymentId deploymentId,
      boolean existedBefore,
      @Nullable ArtifactRef before,
      @Nullable Target target)
      implements OfAgent, OnTarget {
    /** Of an agent on Lambda. */
    public StackInput(
        AgentKey agent,
        DeploymentId deploymentId,
        boolean existedBefore,
        @Nullable ArtifactRef before) {
      this(agent, deploymentId, existedBefore, before, Target.LAMBDA);
    }
  }

  /**
   * What happened to the stack.
   *
   * @param live where the restored agent answers; absent if none does, or nothing is known of the
   *     previous one
   * @param inUse whether what was deployed stays in the stack
   */
  record Undone(List<LedgerEntry> ledger, @Nullable Outputs live, boolean inUse) {
    /** Of what was taken out of the stack. */
    public Undone(List<LedgerEntry> ledger, @Nullable Outputs live) {
      this(ledger, live, false);
    }
  }

  /** The API keys that were stored for this deployment. */
  record SecretInput(AgentKey agent, DeploymentId deploymentId, SecretRef secret)
      implements OfAgent {}

  /** The objects that were stored for this deployment. */
  record ArtifactsInput(AgentKey agent, DeploymentId deploymentId) implements OfAgent {}

  /**
   * Waits for an operation of this deployment that is still in flight; then deletes a stack that
   * this deployment created, or restores one that existed before, with what runs the agent. Fails
   * with LiveMismatch if something other than before answers then.
   */
  @ActivityMethod(name = "undoStack")
  Undone undoStack(StackInput input);

  @ActivityMethod(name = "undoSecret")
  List<LedgerEntry> undoSecret(SecretInput input);

  /** Removes this deployment's stored code, bundle and package; shared layers stay. */
  @ActivityMethod(name = "undoArtifacts")
  List<LedgerEntry> undoArtifacts(ArtifactsInput input);
}
