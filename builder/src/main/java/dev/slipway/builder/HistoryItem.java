package dev.slipway.builder;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.api.Status;
import dev.slipway.workflows.timeline.DeploymentView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the builder's history.
 *
 * @param executeRole none: each agent has its own role
 * @param apiKeys always empty: keys are accepted but never returned
 * @param code empty in lists, and after a deployment that was undone
 * @param deploymentResult a {@link DeploymentOutputs}, or an empty object
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record HistoryItem(
    String deploymentId,
    String projectId,
    String version,
    String deploymentTarget,
    String agentName,
    String region,
    @Nullable String executeRole,
    Map<String, String> apiKeys,
    String code,
    Object deploymentResult,
    @Nullable String deploymentLogs,
    boolean success,
    @Nullable String errorMessage,
    Instant createdAt,
    @Nullable Boolean streamingCapable,
    @Nullable String pythonFunctionArn,
    @Nullable String pythonStreamFunctionArn,
    @Nullable String syncFunctionUrl,
    @Nullable String streamFunctionUrl) {
  private static final String FIRST_VERSION = "v1.0.0";

  static HistoryItem of(DeploymentView view, String code, @Nullable List<String> logs) {
    var outputs = DeploymentOutputs.of(view).orElse(null);
    boolean success = view.status() == Status.SUCCEEDED;
    return new HistoryItem(
        view.deploymentId(),
        project(view),
        version(view),
        DeploymentStatus.LAMBDA,
        view.agentName(),
        view.agent().region(),
        null,
        Map.of(),
        code,
        outputs == null ? Map.of() : outputs,
        logs == null ? null : String.join("\n", logs),
        success,
        success ? null : DeploymentStatus.sentence(view),
        view.createdAt(),
        outputs == null ? null : outputs.streamingCapable(),
        outputs == null ? null : outputs.pythonFunctionArn(),
        outputs == null ? null : outputs.pythonStreamFunctionArn(),
        outputs == null ? null : outputs.syncFunctionUrl(),
        outputs == null ? null : outputs.streamFunctionUrl());
  }

  /** A deployment without a project belongs to one named as its agent, as the builder has it. */
  static String project(DeploymentView view) {
    return view.projectId() == null ? view.agentName() : view.projectId();
  }

  static String version(DeploymentView view) {
    return view.version() == null ? FIRST_VERSION : view.version();
  }
}
