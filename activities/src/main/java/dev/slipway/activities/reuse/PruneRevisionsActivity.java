package dev.slipway.activities.reuse;

import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.secrets.SecretStore;
import dev.slipway.workflows.agent.Leftover;
import dev.slipway.workflows.agent.PruneRevisions;

/** Removes the objects and keys of revisions that can no longer be rolled back to. */
public final class PruneRevisionsActivity implements PruneRevisions {
  private final ArtifactStore artifacts;
  private final SecretStore secrets;

  public PruneRevisionsActivity(ArtifactStore artifacts, SecretStore secrets) {
    this.artifacts = artifacts;
    this.secrets = secrets;
  }

  @Override
  public Pruned pruneRevisions(Input input) {
    String region = input.agent().region();
    int objects = 0;
    int removedSecrets = 0;
    for (Leftover leftover : input.leftovers()) {
      String prefix = ArtifactKeys.deployedBy(input.agent().stackName(), leftover.deploymentId());
      objects += artifacts.deleteAll(region, prefix).size();
      if (leftover.secret() != null && secrets.delete(region, leftover.secret().arn())) {
        removedSecrets++;
      }
    }
    return new Pruned(objects, removedSecrets);
  }
}
