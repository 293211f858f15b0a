package dev.slipway.builder;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.JsonBodies;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.timeline.DeploymentView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The builder's deployment history; deployments write it themselves. */
@RestController
@RequestMapping("/api/deployment-history")
@Needs(Role.VIEWER)
class HistoryController {
  private static final int MOST = 100;

  private final History history;
  private final Records records;
  private final JsonBodies bodies;
  private final Permissions permissions;

  HistoryController(History history, Records records, JsonBodies bodies, Permissions permissions) {
    this.history = history;
    this.records = records;
    this.bodies = bodies;
    this.permissions = permissions;
  }

  record Listing(List<HistoryItem> deployments) {}

  @GetMapping
  Listing list(
      @RequestParam(value = "project_id", required = false) @Nullable String projectId,
      @RequestParam(required = false) @Nullable String version,
      @RequestParam(value = "deployment_type", required = false) @Nullable String type,
      @RequestParam(defaultValue = "10") int limit) {
    if (limit < 1 || limit > MOST) {
      throw invalid("limit", "limit: %d (expected: 1 to %d)".formatted(limit, MOST));
    }
    Predicate<AgentKey> visible = permissions.visible();
    Predicate<DeploymentView> wanted =
        view ->
            visible.test(view.agent())
                && (type == null || type.equals(DeploymentStatus.target(view)))
                && (projectId == null || projectId.equals(HistoryItem.project(view)))
                && (version == null || version.equals(HistoryItem.version(view)));
    return new Listing(
        history.newest(limit, wanted).stream()
            .map(view -> HistoryItem.of(view, "", records.logs(view)))
            .toList());
  }

  @GetMapping("/{id}")
  HistoryItem show(@PathVariable String id) {
    DeploymentView view = records.requireEnded(id);
    return HistoryItem.of(view, records.code(view), records.logs(view));
  }

  /** Writes nothing: what the builder wants to keep is already on record, or never happened. */
  @Needs(Role.DEPLOYER)
  @PostMapping
  Acknowledged save(HttpServletRequest request) {
    JsonNode item = bodies.read(request);
    // The panel for AgentCore invents an id for each entry; ours is in the answer that it repeats.
    JsonNode answered = item.at("/deployment_result/deployment_id");
    JsonNode id = answered.isString() ? answered : item.path("deployment_id");
    if (!id.isString()) {
      throw invalid("deployment_id", "deployment_id: nothing (expected: the id of a deployment)");
    }
    DeploymentView view = records.view(id.stringValue());
    permissions.require(Role.DEPLOYER, view.agent(), Deployments.notFound(view.deploymentId()));
    return Acknowledged.known(view);
  }

  /** Deletes nothing; the answer says so. */
  @Needs(Role.DEPLOYER)
  @DeleteMapping("/{id}")
  Acknowledged forget(@PathVariable String id) {
    return Acknowledged.kept(records.requireEnded(id));
  }

  private static ProblemException invalid(String field, String message) {
    return ProblemException.invalid(
        List.of(FieldError.about(field, "invalid_value", message, null)));
  }
}
