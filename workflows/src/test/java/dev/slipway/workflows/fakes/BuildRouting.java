package dev.slipway.workflows.fakes;

import static org.awaitility.Awaitility.await;

import dev.slipway.workflows.temporal.WorkerBuild;
import io.grpc.StatusRuntimeException;
import io.temporal.api.deployment.v1.WorkerDeploymentInfo;
import io.temporal.api.deployment.v1.WorkerDeploymentInfo.WorkerDeploymentVersionSummary;
import io.temporal.api.enums.v1.RoutingConfigUpdateState;
import io.temporal.api.enums.v1.WorkerDeploymentVersionStatus;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentRequest;
import io.temporal.api.workflowservice.v1.SetWorkerDeploymentCurrentVersionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import java.time.Duration;
import java.util.Objects;

/** Which build Temporal's server gives new work to. */
public final class BuildRouting {
  private static final Duration LONG = Duration.ofMinutes(4);

  private final WorkflowServiceBlockingStub server;
  private final String namespace;

  BuildRouting(WorkflowServiceBlockingStub server, String namespace) {
    this.server = server;
    this.namespace = namespace;
  }

  /** Makes a build the current one once the server knows its workers; then every queue knows. */
  public void promote(WorkerBuild build) {
    makeCurrent(build.id());
  }

  /** Gives new work to workers that belong to no build. */
  public void promoteNone() {
    makeCurrent("");
  }

  private void makeCurrent(String build) {
    var request =
        SetWorkerDeploymentCurrentVersionRequest.newBuilder()
            .setNamespace(namespace)
            .setDeploymentName(WorkerBuild.DEPLOYMENT)
            .setBuildId(build)
            .setIdentity("test")
            .build();
    await()
        .atMost(LONG)
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .until(() -> server.setWorkerDeploymentCurrentVersion(request), Objects::nonNull);
    await()
        .atMost(LONG)
        .until(
            () ->
                describe().getRoutingConfigUpdateState()
                    == RoutingConfigUpdateState.ROUTING_CONFIG_UPDATE_STATE_COMPLETED);
  }

  public void awaitDrained(WorkerBuild build) {
    await()
        .atMost(LONG)
        .until(
            () ->
                status(build)
                    == WorkerDeploymentVersionStatus.WORKER_DEPLOYMENT_VERSION_STATUS_DRAINED);
  }

  public WorkerDeploymentVersionStatus status(WorkerBuild build) {
    return describe().getVersionSummariesList().stream()
        .filter(version -> version.getDeploymentVersion().getBuildId().equals(build.id()))
        .map(WorkerDeploymentVersionSummary::getStatus)
        .findFirst()
        .orElseThrow();
  }

  private WorkerDeploymentInfo describe() {
    return server
        .describeWorkerDeployment(
            DescribeWorkerDeploymentRequest.newBuilder()
                .setNamespace(namespace)
                .setDeploymentName(WorkerBuild.DEPLOYMENT)
                .build())
        .getWorkerDeploymentInfo();
  }
}
