package dev.slipway.starter.storage;

import dev.slipway.api.DeploymentId;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.artifacts.FrozenSource;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.InAccount;
import java.util.Optional;
import java.util.UUID;

/** Keeps code in the artifact bucket, each piece in its own folder. */
record S3CodeStore(AccountStores stores) implements CodeStore {
  private static final String CHECKED = "agent.py";

  @Override
  public ArtifactRef put(AgentKey agent, DeploymentId deployment, String fileName, byte[] code) {
    // Its own folder: a request that is refused removes its copy, and no other's.
    String folder = ArtifactKeys.deployedBy(agent.stackName(), deployment) + "code/";
    return artifacts(agent).put(agent.region(), folder + UUID.randomUUID() + "/" + fileName, code);
  }

  @Override
  public ArtifactRef putForCheck(InAccount place, String region, byte[] code) {
    String key = "checks/" + UUID.randomUUID() + "/" + CHECKED;
    return stores.of(place).artifacts().put(region, key, code);
  }

  @Override
  public Optional<byte[]> read(AgentKey agent, ArtifactRef code) {
    return read(agent, code.key());
  }

  @Override
  public Optional<byte[]> readFrozen(AgentKey agent, DeploymentId deployment, String sha256) {
    return read(
        agent, ArtifactKeys.deployed(agent.stackName(), deployment, FrozenSource.ARCHIVE, sha256));
  }

  private Optional<byte[]> read(AgentKey agent, String key) {
    return artifacts(agent)
        .find(agent.region(), key)
        .map(there -> artifacts(agent).read(agent.region(), there));
  }

  @Override
  public void remove(AgentKey agent, ArtifactRef code) {
    remove(artifacts(agent), agent.region(), code);
  }

  @Override
  public void removeChecked(InAccount place, String region, ArtifactRef code) {
    remove(stores.of(place).artifacts(), region, code);
  }

  private ArtifactStore artifacts(AgentKey agent) {
    return stores.of(agent).artifacts();
  }

  private static void remove(ArtifactStore artifacts, String region, ArtifactRef code) {
    String key = code.key();
    var gone = artifacts.deleteAll(region, key.substring(0, key.lastIndexOf('/') + 1));
    if (gone.isEmpty()) {
      System.getLogger(S3CodeStore.class.getName())
          .log(System.Logger.Level.DEBUG, "{0} was already gone", key);
    }
  }
}
