package dev.slipway.builder;

import dev.slipway.api.Status;
import dev.slipway.workflows.timeline.DeploymentView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The builder's answer to a deployment. */
record DeploymentResponse(
    boolean success,
    String deploymentId,
    String message,
    String deploymentType,
    DeploymentStatus status) {
  /** For a deployment that was waited for: success means that the agent is live. */
  static DeploymentResponse ended(DeploymentView view, @Nullable List<String> logs) {
    return of(view, logs, view.status() == Status.SUCCEEDED);
  }

  /** For a deployment that is still in progress: success means that it was accepted. */
  static DeploymentResponse accepted(DeploymentView view) {
    return of(view, null, true);
  }

  private static DeploymentResponse of(
      DeploymentView view, @Nullable List<String> logs, boolean success) {
    DeploymentStatus status = DeploymentStatus.of(view, logs);
    return new DeploymentResponse(
        success, view.deploymentId(), status.message(), status.deploymentType(), status);
  }
}
