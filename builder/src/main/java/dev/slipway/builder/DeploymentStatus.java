package dev.slipway.builder;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.api.DeploymentType;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.timeline.DeploymentView.FailureView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The builder's view of a deployment.
 *
 * @param deploymentTime in seconds; absent until it has ended
 * @param logs the last lines of all steps; absent in lists
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record DeploymentStatus(
    String deploymentId,
    String deploymentType,
    BuilderStatus status,
    String message,
    @Nullable String endpointUrl,
    @Nullable String resourceArn,
    @Nullable List<String> logs,
    Instant createdAt,
    @Nullable Instant completedAt,
    @Nullable Double deploymentTime,
    @Nullable DeploymentOutputs deploymentOutputs) {
  static final String LAMBDA = DeploymentType.LAMBDA.wireName();
  static final String AGENTCORE = DeploymentType.AGENTCORE.wireName();
  private static final double MILLIS = 1_000;

  static DeploymentStatus of(DeploymentView view, @Nullable List<String> logs) {
    var outputs = DeploymentOutputs.of(view).orElse(null);
    Instant completed = view.completedAt();
    return new DeploymentStatus(
        view.deploymentId(),
        target(view),
        BuilderStatus.of(view),
        sentence(view),
        outputs == null ? null : outputs.invokeEndpoint(),
        outputs == null ? null : outputs.arn(),
        logs,
        view.createdAt(),
        completed,
        completed == null
            ? null
            : Duration.between(view.createdAt(), completed).toMillis() / MILLIS,
        outputs);
  }

  /** What the deployment is for; the builder has no name for a removal. */
  static String target(DeploymentView view) {
    return view.type() == DeploymentType.AGENTCORE ? AGENTCORE : LAMBDA;
  }

  /** One sentence for the person in front of the builder. */
  static String sentence(DeploymentView view) {
    boolean destroy = view.type() == DeploymentType.DESTROY;
    return switch (view.status()) {
      case QUEUED -> "Waiting for another deployment of this agent";
      case RUNNING -> view.step() == null ? "In progress" : view.step().summary();
      case AWAITING_APPROVAL ->
          "Waiting for approval: POST /api/v1/deployments/%s/approve or /reject"
              .formatted(view.deploymentId());
      case PARKED ->
          "Parked: %s Continue with POST /api/v1/deployments/%s/retry or /abort"
              .formatted(explained(view.failure()), view.deploymentId());
      case UNKNOWN -> "In a state that this version does not recognize";
      case COMPENSATING -> "Undoing what this deployment created";
      case SUCCEEDED ->
          destroy
              ? "Agent '%s' was deleted".formatted(view.agentName())
              : "Agent '%s' is live, revision %s".formatted(view.agentName(), view.revision());
      case FAILED -> explained(view.failure());
      case CANCELED -> "Canceled; what it had created was undone";
    };
  }

  private static String explained(@Nullable FailureView failure) {
    return failure == null
        ? "Failed."
        : "%s %s".formatted(failure.message(), failure.nextAction()).strip();
  }
}
