package dev.slipway.workflows.destroy;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.OfAgent;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes everything an agent has, whoever deployed it; each method may run any number of times.
 */
@ActivityInterface
public interface RemoveAgent {
  /**
   * Which agent, and on behalf of which deployment.
   *
   * @param live where it is live, as far as it is remembered; absent if only its stack is known
   */
  record Input(DeploymentId deploymentId, AgentKey agent, @Nullable Outputs live)
      implements OfAgent {
    /** An agent of which only its stack is known. */
    public Input(DeploymentId deploymentId, AgentKey agent) {
      this(deploymentId, agent, null);
    }
  }

  /** Lists what would be removed, and removes nothing. */
  @ActivityMethod(name = "listResources")
  List<LedgerEntry> listResources(Input input);

  /** Deletes what runs the agent and its stack, and waits until they are gone. */
  @ActivityMethod(name = "removeStack")
  List<LedgerEntry> removeStack(Input input);

  @ActivityMethod(name = "removeSecrets")
  List<LedgerEntry> removeSecrets(Input input);

  /** Removes stored code and packages and the schedule of checks; logs and audit records stay. */
  @ActivityMethod(name = "removeArtifacts")
  List<LedgerEntry> removeArtifacts(Input input);
}
