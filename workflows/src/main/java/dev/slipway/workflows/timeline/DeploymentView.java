package dev.slipway.workflows.timeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.DeploymentType;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.Requester;
import dev.slipway.api.Status;
import dev.slipway.workflows.failure.FailureClass;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.ProjectFacts;
import dev.slipway.workflows.model.QueueTerms;
import dev.slipway.workflows.model.Reuse;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.Step;
import dev.slipway.workflows.undo.LedgerEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One deployment as people see it, computed from its history.
 *
 * @param type {@code lambda} or {@code destroy}
 * @param step the step that is running, or that the deployment ended in; absent while queued
 * @param streams whether the agent answers in chunks, as far as is known
 * @param reuse what is deployed again, with its number once known; absent when built
 * @param terms its queue policy and window; absent for a destroy
 * @param planOnly whether only the plan was requested
 * @param requester who asked for it, as proven; absent when nobody did, or nothing was proven
 * @param decisions what people have decided about it since, the first one first
 * @param traceId the trace that it is part of; absent in none
 * @param runtimeVersion the build of the workers that do or did it; absent if they have none
 * @param lastEventId the last event this view includes
 */
public record DeploymentView(
    String deploymentId,
    AgentKey agent,
    String agentName,
    DeploymentType type,
    Status status,
    @Nullable Step step,
    String requestedBy,
    @Nullable String reason,
    @Nullable String projectId,
    @Nullable String version,
    Instant createdAt,
    @Nullable Instant completedAt,
    @Nullable Integer revision,
    @Nullable DeploymentSpec spec,
    List<StepView> steps,
    @Nullable FailureView failure,
    @Nullable Outputs outputs,
    List<LedgerEntry> compensation,
    ArtifactView artifact,
    List<PlanChange.Change> changes,
    @Nullable PlanView plan,
    boolean planOnly,
    List<Finding> warnings,
    List<String> models,
    boolean streams,
    String requestSha256,
    @Nullable Reuse reuse,
    @Nullable QueueTerms terms,
    @Nullable Requester requester,
    List<DecisionView> decisions,
    @Nullable String traceId,
    @Nullable String runtimeVersion,
    long lastEventId) {
  public DeploymentView {
    decisions = decisions == null ? List.of() : decisions; // a bundle of an older version
  }

  /** The view of one step; a destroy has none. */
  public Optional<StepView> step(Step name) {
    return steps.stream().filter(view -> view.name() == name).findFirst();
  }

  /**
   * What somebody has decided about a deployment.
   *
   * @param verb {@code approve}, {@code reject}, {@code retry}, {@code abort} or {@code cancel}
   * @param changes whether a retry came with changes
   * @param by the name they were known by
   * @param requester who they are, as proven; absent when nothing was
   */
  public record DecisionView(
      String verb,
      boolean changes,
      Instant at,
      String by,
      @Nullable String reason,
      @Nullable Requester requester) {}

  /** One step and its attempts. */
  public record StepView(
      Step name,
      StepStatus status,
      List<AttemptView> attempts,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String summary) {}

  /** One attempt at a step; times are absent where Temporal does not keep them. */
  public record AttemptView(
      int number,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable FailureView failure) {}

  /**
   * An explained failure.
   *
   * @param transientFailure whether it could succeed on its own
   * @param blockedResources what keeps a rollback from continuing; empty for any other failure
   */
  public record FailureView(
      FailureType type,
      @JsonProperty("class") FailureClass failureClass,
      @Nullable Step step,
      String message,
      List<String> evidence,
      String nextAction,
      @JsonProperty("transient") boolean transientFailure,
      List<String> blockedResources) {}

  /**
   * The hashes that prove what was deployed, and what it runs on; each is absent until known.
   *
   * @param runtime the one it was built for, which auto leaves to the code
   * @param project the folder that was deployed; absent if one file was
   */
  public record ArtifactView(
      @Nullable String sourceSha256,
      @Nullable String lockSha256,
      @Nullable String layerSha256,
      @Nullable String packageSha256,
      @Nullable Long unzippedBytes,
      @Nullable Boolean layerReused,
      @Nullable PythonRuntime runtime,
      @Nullable ProjectFacts project) {
    public static final ArtifactView NONE =
        new ArtifactView(null, null, null, null, null, null, null, null);
  }
}
