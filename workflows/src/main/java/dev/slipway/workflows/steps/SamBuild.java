package dev.slipway.workflows.steps;

import dev.slipway.api.Architecture;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.Target;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.OfAgent;
import dev.slipway.workflows.model.OnTarget;
import dev.slipway.workflows.model.PackageTerms;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Locks the dependencies, builds their layer once per lock, and packages the function. */
@ActivityInterface
public interface SamBuild {
  /** Everything the build depends on, and nothing else: an equal input needs no second build. */
  record Input(
      DeploymentId deploymentId,
      AgentKey agent,
      PythonRuntime runtime,
      Architecture architecture,
      ArtifactRef bundle,
      List<String> requirements,
      List<String> constraints,
      PackageTerms packages,
      @Nullable Target target)
      implements OfAgent, OnTarget {
    public Input {
      packages = packages == null ? PackageTerms.NONE : packages; // of an older version
    }
  }

  /**
   * What a change set is created from.
   *
   * @param template the packaged SAM template: every local path replaced by its address in S3
   * @param layer the zipped dependencies, shared by all agents with the same lock
   * @param layerReused whether an earlier deployment built the layer
   * @param code the zipped function
   * @param unzippedBytes size of function and layer together, as Lambda counts it
   */
  record Built(
      ArtifactRef template,
      ArtifactRef lock,
      ArtifactRef layer,
      boolean layerReused,
      ArtifactRef code,
      long unzippedBytes) {}

  /**
   * Fails with DependencyUnresolvable, IndexNotAllowed, WheelIncompatible, PackageTooLarge or
   * ToolFailed; waits out IndexUnavailable.
   */
  @ActivityMethod(name = "samBuild")
  Built samBuild(Input input);
}
