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
 * @param executeRole the role that the agent was given; absent if it has one of its own
 * @param apiKeys always empty: keys are accepted but never returned
 * @param code empty in lists, and after a deployment that was undone
 * @param deploymentResult {@link LambdaOutputs}, a {@link Result}, or an empty object
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
    var function = outputs instanceof LambdaOutputs onLambda ? onLambda : null;
    boolean success = view.status() == Status.SUCCEEDED;
    return new HistoryItem(
        view.deploymentId(),
        project(view),
        version(view),
        DeploymentStatus.target(view),
        view.agentName(),
        view.agent().region(),
        view.spec() == null ? null : view.spec().executionRole(),
        Map.of(),
        code,
        result(outputs),
        logs == null ? null : String.join("\n", logs),
        success,
        success ? null : DeploymentStatus.sentence(view),
        view.createdAt(),
        outputs == null ? null : outputs.streamingCapable(),
        function == null ? null : function.pythonFunctionArn(),
        function == null ? null : function.pythonStreamFunctionArn(),
        function == null ? null : function.syncFunctionUrl(),
        function == null ? null : function.streamFunctionUrl());
  }

  /** The builder looks for an agent's runtime in here, and for a function's fields beside it. */
  record Result(DeploymentOutputs deploymentOutputs) {}

  private static Object result(@Nullable DeploymentOutputs outputs) {
    return switch (outputs) {
      case null -> Map.of();
      case LambdaOutputs function -> function;
      case AgentCoreOutputs runtime -> new Result(runtime);
    };
  }

  /** A deployment without a project belongs to one named as its agent, as the builder has it. */
  static String project(DeploymentView view) {
    return view.projectId() == null ? view.agentName() : view.projectId();
  }

  static String version(DeploymentView view) {
    return view.version() == null ? FIRST_VERSION : view.version();
  }
}
