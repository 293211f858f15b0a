package dev.slipway.starter.views;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipway.starter.estimate.Advice;
import dev.slipway.starter.estimate.Estimate;
import dev.slipway.workflows.failure.FailureClass;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.QueuePolicy;
import dev.slipway.workflows.model.Status;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.Step;
import dev.slipway.workflows.timeline.DeploymentView.ArtifactView;
import dev.slipway.workflows.timeline.StepStatus;
import dev.slipway.workflows.undo.LedgerEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The view of one deployment, with the names of the API. */
public record DeploymentAnswer(
    String deploymentId,
    AgentName agent,
    String deploymentType,
    Status status,
    @Nullable Step step,
    String requestedBy,
    @Nullable String reason,
    @Nullable String projectId,
    @Nullable String version,
    Instant createdAt,
    @Nullable Instant completedAt,
    long durationMs,
    @Nullable Integer revision,
    @Nullable Integer rollbackOf,
    @Nullable Integer redeployOf,
    @Nullable QueuePolicy queuePolicy,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter,
    @Nullable RequestAnswer request,
    List<StepAnswer> steps,
    @Nullable FailureAnswer failure,
    @Nullable Outputs outputs,
    List<LedgerEntry> compensation,
    ArtifactView artifact,
    List<PlanChange.Change> changes,
    boolean planOnly,
    @Nullable PlanAnswer plan,
    List<Finding> warnings,
    List<Advice> advice,
    @Nullable Estimate estimate,
    long lastEventId,
    Links.DeploymentLinks links) {

  /** One step and its attempts. */
  public record StepAnswer(
      Step name,
      StepStatus status,
      List<AttemptAnswer> attempts,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String summary) {}

  /** One attempt at a step. */
  public record AttemptAnswer(
      int number,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable FailureAnswer failure) {}

  /**
   * An explained failure.
   *
   * @param blockedResources what keeps a rollback from continuing; empty for any other failure
   */
  public record FailureAnswer(
      FailureType type,
      @JsonProperty("class") FailureClass failureClass,
      @Nullable Step step,
      String message,
      List<String> evidence,
      String nextAction,
      @JsonProperty("transient") boolean transientFailure,
      List<String> blockedResources) {}
}
