package dev.slipway.starter.workers;

import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.temporal.QueuePollers;
import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.workflows.temporal.WorkerBuild;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.deployment.v1.WorkerDeploymentInfo;
import io.temporal.api.enums.v1.RoutingConfigUpdateState;
import io.temporal.api.workflowservice.v1.SetWorkerDeploymentCurrentVersionRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Makes a build the current one: it is given new work, and agents go on with it. */
@Component
final class Promotion {
  /** Temporal tells its queues one after another; usually that takes some milliseconds. */
  private static final Duration MAX_SPREAD = Duration.ofSeconds(3);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final TemporalConnection temporal;
  private final WorkerBuilds builds;
  private final QueuePollers pollers;

  Promotion(TemporalConnection temporal, WorkerBuilds builds, QueuePollers pollers) {
    this.temporal = temporal;
    this.pollers = pollers;
    this.builds = builds;
  }

  /**
   * Also for going back; 404 for an unknown build, 409 for one whose workers don't ask for work.
   */
  void promote(String build, String by) {
    requireKnown(build);
    requireWorkers(build);
    var request =
        SetWorkerDeploymentCurrentVersionRequest.newBuilder()
            .setNamespace(temporal.namespace())
            .setDeploymentName(WorkerBuild.DEPLOYMENT)
            .setBuildId(build)
            .setIdentity("slipway (%s)".formatted(by))
            .build();
    try {
      temporal.calls().setWorkerDeploymentCurrentVersion(request);
    } catch (StatusRuntimeException refused) {
      if (refused.getStatus().getCode() == Status.Code.FAILED_PRECONDITION) {
        throw ProblemException.conflict(
            "Temporal does not make build '%s' the current one: %s"
                .formatted(build, refused.getStatus().getDescription()));
      }
      throw refused;
    }
    awaitSpread();
  }

  private void requireKnown(String build) {
    Optional<WorkerDeploymentInfo> found = builds.find();
    if (found.isEmpty()) {
      throw ProblemException.notFound(
          "No build '%s': no worker belongs to a build (SLIPWAY_WORKER_BUILD says to which)"
              .formatted(build));
    }
    var known =
        found.orElseThrow().getVersionSummariesList().stream()
            .map(version -> version.getDeploymentVersion().getBuildId())
            .sorted()
            .toList();
    if (!known.contains(build)) {
      throw ProblemException.notFound(
          "No build '%s' (expected: %s)"
              .formatted(
                  build.length() <= 100 ? build : build.substring(0, 100) + "…",
                  known.stream().collect(Collectors.joining(", "))));
    }
  }

  /**
   * Temporal only asks whether a build has ever polled what the current one does. One whose workers
   * are gone would be given all new work, and no one would do it.
   */
  private void requireWorkers(String build) {
    List<String> missing =
        QueuePollers.queues().stream()
            .filter(queue -> !pollers.ask(queue).byBuild().containsKey(build))
            .toList();
    if (!missing.isEmpty()) {
      throw ProblemException.conflict(
          "No worker of build '%s' polls %s (expected: at least one on each task queue); start its workers, and try again"
              .formatted(build, String.join(", ", missing)));
    }
  }

  /** What is asked for next should be given to that build already; in time it will be anyway. */
  private void awaitSpread() {
    long end = System.nanoTime() + MAX_SPREAD.toNanos();
    while (!isSpread() && System.nanoTime() < end) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private boolean isSpread() {
    return builds
        .find()
        .filter(
            all ->
                all.getRoutingConfigUpdateState()
                    == RoutingConfigUpdateState.ROUTING_CONFIG_UPDATE_STATE_IN_PROGRESS)
        .isEmpty();
  }
}
