package dev.slipway.workflows.model;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.Requester;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request to deploy, as passed between processes: references only, no code and no keys.
 *
 * @param code what the caller sent; if a revision is reused, that revision's frozen source
 * @param requestSha256 fingerprint of the whole request; distinguishes a repetition from a conflict
 * @param limits how long it may take
 * @param reuse what is deployed again; absent when code is built
 * @param terms its queue policy and window
 * @param planOnly whether it ends with the plan and leaves nothing behind
 * @param models the Bedrock models that the code names, as far as preflight can ask about them
 * @param packages which packages its build may take
 * @param requester who asked for it, as proven; absent in an order of an older version
 * @param announced whether the server it came from has receivers of notices
 * @param traceparent its place in a trace; absent in none
 */
public record DeploymentOrder(
    DeploymentId id,
    AgentKey agent,
    DeploymentSpec spec,
    ArtifactRef code,
    @Nullable SecretRef secret,
    String requestedBy,
    @Nullable String reason,
    @Nullable String projectId,
    @Nullable String version,
    String requestSha256,
    TimeLimits limits,
    @Nullable Reuse reuse,
    QueueTerms terms,
    boolean planOnly,
    List<String> models,
    PackageTerms packages,
    @Nullable Requester requester,
    boolean announced,
    @Nullable String traceparent)
    implements Traced {
  public DeploymentOrder {
    // An order of an older version has neither.
    models = models == null ? List.of() : models;
    packages = packages == null ? PackageTerms.NONE : packages;
  }

  /** A request that builds code and waits for its turn like any other. */
  public DeploymentOrder(
      DeploymentId id,
      AgentKey agent,
      DeploymentSpec spec,
      ArtifactRef code,
      @Nullable SecretRef secret,
      String requestedBy,
      @Nullable String reason,
      @Nullable String projectId,
      @Nullable String version,
      String requestSha256,
      TimeLimits limits) {
    this(
        id,
        agent,
        spec,
        code,
        secret,
        requestedBy,
        reason,
        projectId,
        version,
        requestSha256,
        limits,
        null,
        QueueTerms.DEFAULT,
        false,
        List.of(),
        PackageTerms.NONE,
        null,
        false,
        null);
  }

  /** The same for a runtime that was chosen for its code; one that the request names stays. */
  public DeploymentOrder on(@Nullable PythonRuntime chosen) {
    return chosen == null || spec.runtime() != PythonRuntime.AUTO
        ? this
        : with(spec.with("runtime", chosen), code);
  }

  /** Another spec or other code, whose models no one has looked for. */
  public DeploymentOrder with(DeploymentSpec newSpec, ArtifactRef newCode) {
    return with(newSpec, newCode, packages);
  }

  /** The same, with the terms for packages that the other spec is subject to. */
  public DeploymentOrder with(
      DeploymentSpec newSpec, ArtifactRef newCode, PackageTerms newPackages) {
    return new DeploymentOrder(
        id,
        agent,
        newSpec,
        newCode,
        secret,
        requestedBy,
        reason,
        projectId,
        version,
        requestSha256,
        limits,
        reuse,
        terms,
        planOnly,
        newCode.equals(code) ? models : List.of(),
        newPackages,
        requester,
        announced,
        traceparent);
  }
}
