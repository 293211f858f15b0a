package dev.slipway.starter.workers;

import dev.slipway.starter.temporal.Query;
import dev.slipway.starter.temporal.Visibility;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import dev.slipway.workflows.destroy.DestroyAgentWorkflow;
import dev.slipway.workflows.temporal.WorkerBuild;
import io.temporal.common.SearchAttributeKey;
import java.util.List;
import org.springframework.stereotype.Component;

/** The running workflows that only one build may go on with. */
@Component
final class PinnedWork {
  /** So many are worth reading; beyond them the number tells more. */
  private static final int MAX_SHOWN = 50;

  private static final SearchAttributeKey<String> VERSION =
      SearchAttributeKey.forKeyword("TemporalWorkerDeploymentVersion");
  private static final SearchAttributeKey<String> BEHAVIOR =
      SearchAttributeKey.forKeyword("TemporalWorkflowVersioningBehavior");

  private final Visibility visibility;

  PinnedWork(Visibility visibility) {
    this.visibility = visibility;
  }

  /** How many there are, checks and notices included. */
  long count(String build) {
    return visibility.count(to(build, Query.all()));
  }

  /** The ids of deployments and destroys among them, the newest first. */
  List<String> deployments(String build) {
    Query query =
        to(build, Query.types(List.of(DeployAgentWorkflow.TYPE, DestroyAgentWorkflow.TYPE)));
    return visibility.find(query, MAX_SHOWN, null).found().stream()
        .map(workflow -> workflow.getExecution().getWorkflowId())
        .toList();
  }

  private static Query to(String build, Query query) {
    return query
        .running()
        .where(VERSION, WorkerBuild.DEPLOYMENT + ":" + build)
        .where(BEHAVIOR, "Pinned");
  }
}
