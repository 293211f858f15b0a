package dev.slipway.starter.workers;

import com.google.protobuf.Timestamp;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.temporal.QueuePollers;
import dev.slipway.starter.temporal.QueuePollers.Polled;
import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.workflows.temporal.WorkerBuild;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.deployment.v1.WorkerDeploymentInfo;
import io.temporal.api.deployment.v1.WorkerDeploymentInfo.WorkerDeploymentVersionSummary;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What Temporal knows of the workers' builds. */
@Component
final class WorkerBuilds {
  private final TemporalConnection temporal;
  private final QueuePollers pollers;
  private final PinnedWork pinned;

  WorkerBuilds(TemporalConnection temporal, QueuePollers pollers, PinnedWork pinned) {
    this.temporal = temporal;
    this.pollers = pollers;
    this.pinned = pinned;
  }

  WorkersResponse show() {
    Optional<WorkerDeploymentInfo> found = find();
    Map<String, Polled> polled = new LinkedHashMap<>();
    QueuePollers.queues().forEach(queue -> polled.put(queue, pollers.ask(queue)));
    String current =
        found
            .map(all -> all.getRoutingConfig().getCurrentDeploymentVersion().getBuildId())
            .orElse(QueuePollers.NO_BUILD);
    return new WorkersResponse(
        found.isPresent(),
        current.equals(QueuePollers.NO_BUILD) ? null : current,
        found
            .map(WorkerDeploymentInfo::getLastModifierIdentity)
            .filter(by -> !by.isEmpty())
            .orElse(null),
        found.stream()
            .flatMap(all -> all.getVersionSummariesList().stream())
            .sorted(
                Comparator.comparing((WorkerDeploymentVersionSummary build) -> created(build))
                    .reversed())
            .map(build -> shown(build, polled))
            .toList(),
        counts(polled, QueuePollers.NO_BUILD));
  }

  /** All builds; empty before the first worker that belongs to one. */
  Optional<WorkerDeploymentInfo> find() {
    try {
      return Optional.of(
          temporal
              .calls()
              .describeWorkerDeployment(
                  DescribeWorkerDeploymentRequest.newBuilder()
                      .setNamespace(temporal.namespace())
                      .setDeploymentName(WorkerBuild.DEPLOYMENT)
                      .build())
              .getWorkerDeploymentInfo());
    } catch (StatusRuntimeException failed) {
      return switch (failed.getStatus().getCode()) {
        case NOT_FOUND -> Optional.empty();
        case UNIMPLEMENTED, PERMISSION_DENIED -> throw notServed(failed.getStatus());
        default -> throw failed;
      };
    }
  }

  /** An older server, or one that someone has configured otherwise. */
  private static ProblemException notServed(Status status) {
    return ProblemException.notImplemented(
        "Temporal's server keeps no builds apart (expected: Worker Deployments, which 1.31 has unless system.enableDeploymentVersions is false): %s"
            .formatted(status.getDescription()));
  }

  private WorkersResponse.Build shown(
      WorkerDeploymentVersionSummary build, Map<String, Polled> polled) {
    String id = build.getDeploymentVersion().getBuildId();
    String status = status(build);
    // There may be a hundred builds, nearly all of them drained.
    boolean holdsWork = !status.equals("drained") && !status.equals("inactive");
    return new WorkersResponse.Build(
        id,
        status,
        since(build),
        counts(polled, id),
        holdsWork ? pinned.count(id) : 0,
        holdsWork ? pinned.deployments(id) : List.of());
  }

  private static Map<String, Integer> counts(Map<String, Polled> polled, String build) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    polled.forEach((queue, by) -> counts.put(queue, by.byBuild().getOrDefault(build, 0)));
    return counts;
  }

  private static String status(WorkerDeploymentVersionSummary build) {
    return switch (build.getStatus()) {
      case WORKER_DEPLOYMENT_VERSION_STATUS_CURRENT -> "current";
      case WORKER_DEPLOYMENT_VERSION_STATUS_RAMPING -> "ramping";
      case WORKER_DEPLOYMENT_VERSION_STATUS_DRAINING -> "draining";
      case WORKER_DEPLOYMENT_VERSION_STATUS_DRAINED -> "drained";
      case WORKER_DEPLOYMENT_VERSION_STATUS_INACTIVE,
          WORKER_DEPLOYMENT_VERSION_STATUS_CREATED,
          WORKER_DEPLOYMENT_VERSION_STATUS_UNSPECIFIED,
          UNRECOGNIZED ->
          "inactive";
    };
  }

  private static @Nullable Instant since(WorkerDeploymentVersionSummary build) {
    return time(
        switch (status(build)) {
          case "current" -> build.getCurrentSinceTime();
          case "ramping" -> build.getRampingSinceTime();
          case "draining", "drained" -> build.getDrainageInfo().getLastChangedTime();
          default -> build.getCreateTime();
        });
  }

  private static Instant created(WorkerDeploymentVersionSummary build) {
    Instant known = time(build.getCreateTime());
    return known == null ? Instant.EPOCH : known;
  }

  private static @Nullable Instant time(Timestamp at) {
    return at.equals(Timestamp.getDefaultInstance())
        ? null
        : Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
  }
}
