package dev.slipway.workflows.steps;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.OfAgent;
import dev.slipway.workflows.model.SecretRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** Makes a deployment its own package from an earlier revision's build. */
@ActivityInterface
public interface ReuseRevision {
  /**
   * What to reuse.
   *
   * @param source the revision's frozen source
   * @param built its package
   * @param secret the keys it reads, which stay its own; absent when it has none
   */
  record Input(
      DeploymentId deploymentId,
      AgentKey agent,
      int revision,
      ArtifactRef source,
      SamBuild.Built built,
      @Nullable SecretRef secret)
      implements OfAgent {}

  /** The same bytes under this deployment's addresses, so that CloudFormation sees a change. */
  record Reused(ArtifactRef source, SamBuild.Built built) {}

  /** Fails with RevisionGone if something is no longer stored, or with ArtifactCorrupt. */
  @ActivityMethod(name = "reuseRevision")
  Reused reuseRevision(Input input);
}
