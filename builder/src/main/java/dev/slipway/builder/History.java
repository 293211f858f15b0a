package dev.slipway.builder;

import dev.slipway.api.Status;
import dev.slipway.starter.temporal.Attributes;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.temporal.Query;
import dev.slipway.starter.temporal.Visibility;
import dev.slipway.workflows.destroy.DestroyAgentWorkflow;
import dev.slipway.workflows.temporal.SearchAttributes;
import dev.slipway.workflows.timeline.DeploymentView;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * The builder's history as a projection: deployments that have ended, newest first, without those
 * of agents that have since been deleted.
 */
@Component
final class History {
  /** The most that are searched; a filter that matches nothing stops here. */
  private static final int MAX_SCANNED = 1_000;

  private static final int PAGE = 100;

  private final Visibility visibility;
  private final Records records;

  History(Visibility visibility, Records records) {
    this.visibility = visibility;
    this.records = records;
  }

  List<DeploymentView> newest(int limit, Predicate<DeploymentView> wanted) {
    List<DeploymentView> found = new ArrayList<>();
    Set<String> deleted = new HashSet<>();
    String token = null;
    for (int scanned = 0; scanned < MAX_SCANNED; scanned += PAGE) {
      var page = visibility.find(Query.types(Deployments.TYPES).ended(), PAGE, token);
      List<String> there =
          page.found().stream().filter(info -> lives(info, deleted)).map(History::id).toList();
      for (int from = 0; from < there.size(); from += limit) {
        records.views(there.subList(from, Math.min(there.size(), from + limit))).stream()
            .filter(wanted)
            .limit(limit - found.size())
            .forEach(found::add);
        if (found.size() == limit) {
          return found;
        }
      }
      token = page.nextToken();
      if (token == null) {
        break;
      }
    }
    return found;
  }

  /** Whether a deployment belongs to an existing agent; later deletions have already been seen. */
  private static boolean lives(WorkflowExecutionInfo info, Set<String> deleted) {
    Attributes attributes = Attributes.of(info);
    String agent =
        String.join(
            "/",
            attributes.account(),
            attributes.get(SearchAttributes.REGION),
            attributes.get(SearchAttributes.STACK));
    if (info.getType().getName().equals(DestroyAgentWorkflow.TYPE)) {
      if (attributes.status() == Status.SUCCEEDED) {
        deleted.add(agent);
      }
      return false;
    }
    return !deleted.contains(agent);
  }

  private static String id(WorkflowExecutionInfo info) {
    return info.getExecution().getWorkflowId();
  }
}
