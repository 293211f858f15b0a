package dev.slipway.workflows.steps;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.Target;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.model.GivenNames;
import dev.slipway.workflows.model.OfAgent;
import dev.slipway.workflows.model.OnTarget;
import dev.slipway.workflows.model.ProjectFacts;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns generated code into an immutable source bundle. */
@ActivityInterface
public interface Inject {
  /**
   * The code and the runtime it targets.
   *
   * @param requirements lines the caller adds to what the imports need
   * @param given what the deployment gives the agent; absent from an order of an older version
   * @param entry the entry point that the caller names; absent if it is to be found
   */
  record Input(
      DeploymentId deploymentId,
      AgentKey agent,
      ArtifactRef code,
      PythonRuntime runtime,
      List<String> requirements,
      @Nullable GivenNames given,
      @Nullable String entry,
      @Nullable Target target)
      implements OfAgent, OnTarget {
    /** Whether it may get another version of the library, which may have another default model. */
    public boolean choosesLibrary() {
      return requirements.stream().anyMatch(line -> line.startsWith("strands-agents"));
    }
  }

  /**
   * The frozen source.
   *
   * @param archive zip of the function's files; its hash names the bundle
   * @param requirements everything to lock: imports and the caller's lines together
   * @param constraints versions the lock must respect
   * @param modelsComplete whether the models listed are all the code can call
   * @param streams whether main yields its answer in chunks
   * @param runtime what it is built for; absent from a bundle of an older version
   * @param project the folder that it was made from; absent if the code is one file
   */
  record Bundle(
      ArtifactRef archive,
      List<String> requirements,
      List<String> constraints,
      List<String> models,
      boolean modelsComplete,
      List<String> environmentNames,
      boolean streams,
      List<Finding> warnings,
      @Nullable PythonRuntime runtime,
      @Nullable ProjectFacts project) {
    /** The same source, stored elsewhere. */
    public Bundle at(ArtifactRef place) {
      return new Bundle(
          place,
          requirements,
          constraints,
          models,
          modelsComplete,
          environmentNames,
          streams,
          warnings,
          runtime,
          project);
    }
  }

  /** Fails with CodeRejected, with the lines as evidence. */
  @ActivityMethod(name = "inject")
  Bundle inject(Input input);
}
