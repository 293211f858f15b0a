package dev.slipway.starter.storage;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.InAccount;
import java.util.Optional;

/** Where code is kept between the request and the step that injects it. */
public interface CodeStore {
  /** Stores the code of a deployment under the name that its author knows. */
  ArtifactRef put(AgentKey agent, DeploymentId deployment, String fileName, byte[] code);

  /**
   * Stores code that is only to be checked.
   *
   * @param place the account whose bucket takes it
   */
  ArtifactRef putForCheck(InAccount place, String region, byte[] code);

  /** The code, as it was stored; nothing when it is gone. */
  Optional<byte[]> read(AgentKey agent, ArtifactRef code);

  /** The archive that a deployment has frozen, by its hash; nothing when it is gone. */
  Optional<byte[]> readFrozen(AgentKey agent, DeploymentId deployment, String sha256);

  /** Removes this code and nothing else. */
  void remove(AgentKey agent, ArtifactRef code);

  /** The same for code that was stored to be checked. */
  void removeChecked(InAccount place, String region, ArtifactRef code);
}
