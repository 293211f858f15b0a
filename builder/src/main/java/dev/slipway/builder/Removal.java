package dev.slipway.builder;

import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.admission.Admissions;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.timeline.DeploymentView;
import java.util.List;
import org.springframework.stereotype.Component;

/** Removes an agent, and waits until it is gone. */
@Component
final class Removal {
  private final Admissions admissions;
  private final Permissions permissions;
  private final DeploymentWatcher watcher;
  private final Ends ends;

  Removal(Admissions admissions, Permissions permissions, DeploymentWatcher watcher, Ends ends) {
    this.admissions = admissions;
    this.permissions = permissions;
    this.watcher = watcher;
    this.ends = ends;
  }

  /** The removal when it has ended, or waits for a person. */
  DeploymentView of(AgentKey agent, String name) {
    String id = admissions.destroy(agent, name, permissions.requester(), null).value();
    watcher.follow(id);
    return ends.await(id);
  }

  /** What became of each thing, a line each. */
  static List<String> lines(DeploymentView end) {
    return end.compensation().stream()
        .map(
            entry ->
                "%s %s: %s, %s"
                    .formatted(
                        entry.resource(), entry.id(), entry.action().wireName(), entry.reason()))
        .toList();
  }
}
