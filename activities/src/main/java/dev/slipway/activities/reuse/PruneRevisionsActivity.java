package dev.slipway.activities.reuse;

import dev.slipway.activities.stack.CloudClients;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.secrets.SecretStore;
import dev.slipway.workflows.agent.Leftover;
import dev.slipway.workflows.agent.PruneRevisions;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * Removes the objects, keys and function versions of revisions that can no longer be rolled back
 * to.
 */
public final class PruneRevisionsActivity implements PruneRevisions {
  private final ArtifactStore artifacts;
  private final SecretStore secrets;
  private final CloudClients clients;

  public PruneRevisionsActivity(
      ArtifactStore artifacts, SecretStore secrets, CloudClients clients) {
    this.artifacts = artifacts;
    this.secrets = secrets;
    this.clients = clients;
  }

  @Override
  public Pruned pruneRevisions(Input input) {
    String region = input.agent().region();
    int objects = 0;
    int removedSecrets = 0;
    int versions = 0;
    for (Leftover leftover : input.leftovers()) {
      String prefix = ArtifactKeys.deployedBy(input.agent().stackName(), leftover.deploymentId());
      objects += artifacts.deleteAll(region, prefix).size();
      artifacts.abortUploads(region, prefix);
      if (leftover.secret() != null && secrets.delete(region, leftover.secret().arn())) {
        removedSecrets++;
      }
      if (leftover.version() != null && delete(region, leftover.version())) {
        versions++;
      }
    }
    return new Pruned(objects, removedSecrets, versions);
  }

  /**
   * CloudFormation keeps every version that it published, and each counts for the account's quota.
   */
  private boolean delete(String region, Leftover.Version version) {
    try {
      clients
          .lambda(region)
          .deleteFunction(
              request -> request.functionName(version.function()).qualifier(version.number()));
      return true;
    } catch (ResourceNotFoundException gone) {
      return false;
    } catch (ResourceConflictException live) {
      // A later revision that changed nothing has the same version.
      return false;
    }
  }
}
