package dev.slipway.workflows.steps;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.SessionStore;
import dev.slipway.api.Target;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.model.OfAgent;
import dev.slipway.workflows.model.OnTarget;
import dev.slipway.workflows.model.SecretRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks before anything is done; reports every finding at once. */
@ActivityInterface
public interface Preflight {
  /**
   * What is about to be deployed, and where.
   *
   * @param needs what decides which permissions and quotas are needed
   * @param skipResources what a stuck rollback may skip, by logical id; absent without a person's
   *     consent
   * @param models the Bedrock models to ask about, by id or by their inference profile's id or ARN
   */
  record Input(
      DeploymentId deploymentId,
      AgentKey agent,
      FunctionName functionName,
      PythonRuntime runtime,
      Needs needs,
      @Nullable List<String> skipResources,
      List<String> models)
      implements OfAgent, OnTarget {
    public Input {
      models = models == null ? List.of() : models; // an input of an older version has none
    }

    /** A check without consent to skip anything, of code that names no model. */
    public Input(
        DeploymentId deploymentId,
        AgentKey agent,
        FunctionName functionName,
        PythonRuntime runtime,
        Needs needs) {
      this(deploymentId, agent, functionName, runtime, needs, null, List.of());
    }

    @Override
    public @Nullable Target target() {
      return needs.target();
    }
  }

  /**
   * Parts of the request that need permissions or quotas of their own.
   *
   * @param policies whether the agent's role gets more than every agent's
   * @param role the role that it runs with instead; absent if its stack makes one
   */
  record Needs(
      boolean functionUrl,
      boolean restApi,
      boolean vpc,
      @Nullable Integer reservedConcurrency,
      boolean policies,
      @Nullable GivenRole role,
      @Nullable Target target) {
    /** Nothing beyond what every agent needs. */
    public static final Needs NONE =
        new Needs(false, false, false, null, false, null, Target.LAMBDA);

    /**
     * The needs of a request.
     *
     * @param secret where its keys are; absent when it has none
     */
    public static Needs of(DeploymentSpec spec, @Nullable SecretRef secret) {
      return new Needs(
          spec.enableFunctionUrl(),
          spec.enableApiGateway(),
          spec.vpcConfig() != null,
          spec.reservedConcurrency(),
          !spec.managedPolicies().isEmpty() || !spec.permissions().isEmpty(),
          GivenRole.of(spec, secret),
          spec.deploymentType());
    }
  }

  /**
   * A role that the agent is to run with, and what it must allow besides the models.
   *
   * @param secret ARN of the secret with its keys; absent when it has none
   * @param sessions whether it keeps conversations in the bucket
   */
  record GivenRole(String arn, @Nullable String secret, boolean tracing, boolean sessions) {
    static @Nullable GivenRole of(DeploymentSpec spec, @Nullable SecretRef secret) {
      return spec.executionRole() == null
          ? null
          : new GivenRole(
              spec.executionRole(),
              secret == null ? null : secret.arn(),
              spec.tracing(),
              spec.session() == SessionStore.S3);
    }
  }

  /** A tool on the worker and its version. */
  record Tool(String name, String version) {}

  /**
   * What was found.
   *
   * @param identity ARN of the deploying identity
   * @param stackStatus CloudFormation's status; absent if there is no stack
   * @param stackExists whether there is a stack that must survive a failure
   * @param before the template and parameters of that stack, stored; absent if there is none
   * @param warnings what does not stop the deployment but should be known
   */
  record Report(
      String identity,
      List<Tool> tools,
      @Nullable String stackStatus,
      boolean stackExists,
      @Nullable ArtifactRef before,
      List<Finding> warnings) {}

  /**
   * Fails with AccessDenied, CredentialsInvalid, ToolMissing, NameTaken, QuotaExceeded,
   * RoleUnusable, ModelNotAccessible, StackBusy, StackBroken or RollbackStuck.
   */
  @ActivityMethod(name = "preflight")
  Report preflight(Input input);
}
