package dev.slipway.starter.views;

import dev.slipway.api.DeploymentType;
import dev.slipway.api.Principal;
import dev.slipway.api.QueuePolicy;
import dev.slipway.api.Status;
import dev.slipway.starter.estimate.Advice;
import dev.slipway.starter.estimate.Estimate;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.Step;
import dev.slipway.workflows.timeline.DeploymentView.ArtifactView;
import dev.slipway.workflows.timeline.DeploymentView.FailureView;
import dev.slipway.workflows.timeline.DeploymentView.StepView;
import dev.slipway.workflows.undo.LedgerEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The view of one deployment, with the names of the API.
 *
 * @param principal who asked for it, as proven
 * @param onBehalfOf for whom they did, as they say themselves
 * @param decisions what people have decided about it since, the first one first
 * @param traceId the trace that it is part of, which OpenTelemetry's receivers find by it
 * @param runtimeVersion the build of the workers that do or did it; absent if they have none
 * @param request what was requested, with the fields of a request, and {@code ttl_seconds}; never
 *     code or keys
 */
public record DeploymentResponse(
    String deploymentId,
    AgentName agent,
    DeploymentType deploymentType,
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
    @Nullable Map<String, Object> request,
    List<StepView> steps,
    @Nullable FailureView failure,
    @Nullable Outputs outputs,
    List<LedgerEntry> compensation,
    ArtifactView artifact,
    List<PlanChange.Change> changes,
    boolean planOnly,
    @Nullable PlanResponse plan,
    List<Finding> warnings,
    List<Advice> advice,
    @Nullable Estimate estimate,
    @Nullable Principal principal,
    @Nullable String onBehalfOf,
    List<DecisionResponse> decisions,
    @Nullable String traceId,
    @Nullable String runtimeVersion,
    long lastEventId,
    Links.DeploymentLinks links) {}
