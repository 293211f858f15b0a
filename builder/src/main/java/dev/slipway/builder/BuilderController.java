package dev.slipway.builder;

import dev.slipway.api.Role;
import dev.slipway.api.Status;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.admission.Admissions;
import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.requests.DeploymentRequest;
import dev.slipway.starter.requests.JsonBodies;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.temporal.Query;
import dev.slipway.starter.temporal.Visibility;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.timeline.DeploymentView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Deploys, shows and deletes with the builder's calls; each answers once everything is done. */
@RestController
@RequestMapping("/api/deploy")
@Needs(Role.VIEWER)
class BuilderController {
  /** The newest; each costs two calls to Temporal. */
  private static final int MAX_LISTED = 100;

  private final JsonBodies bodies;
  private final BuilderRequests requests;
  private final Admissions admissions;
  private final Agents agents;
  private final Visibility visibility;
  private final Records records;
  private final Ends ends;
  private final DeploymentWatcher watcher;
  private final Permissions permissions;
  private final Removal removal;

  BuilderController(
      JsonBodies bodies,
      BuilderRequests requests,
      Admissions admissions,
      Agents agents,
      Visibility visibility,
      Records records,
      Ends ends,
      DeploymentWatcher watcher,
      Permissions permissions,
      Removal removal) {
    this.bodies = bodies;
    this.requests = requests;
    this.admissions = admissions;
    this.agents = agents;
    this.visibility = visibility;
    this.records = records;
    this.ends = ends;
    this.watcher = watcher;
    this.permissions = permissions;
    this.removal = removal;
  }

  /** The answer to a deletion. */
  record Deleted(
      boolean success,
      String message,
      String functionName,
      String region,
      String stackName,
      List<String> logs) {}

  @Needs(Role.DEPLOYER)
  @PostMapping({"", "/", "/lambda"})
  ResponseEntity<DeploymentResponse> deploy(
      HttpServletRequest request,
      @RequestHeader(value = "Prefer", required = false) @Nullable String prefer) {
    return deploy(requests.read(bodies.read(request)), prefer);
  }

  @Needs(Role.DEPLOYER)
  @PostMapping("/agentcore")
  ResponseEntity<DeploymentResponse> deployToAgentCore(
      HttpServletRequest request,
      @RequestHeader(value = "Prefer", required = false) @Nullable String prefer) {
    return deploy(requests.readForAgentCore(bodies.read(request)), prefer);
  }

  private ResponseEntity<DeploymentResponse> deploy(
      DeploymentRequest request, @Nullable String prefer) {
    String id = admissions.deploy(request).value();
    watcher.follow(id);
    if (prefer != null && prefer.contains("respond-async")) {
      return ResponseEntity.accepted().body(DeploymentResponse.accepted(records.view(id)));
    }
    DeploymentView end = ends.await(id);
    return ResponseEntity.ok(DeploymentResponse.ended(end, records.logs(end)));
  }

  @GetMapping("/status/{id}")
  DeploymentStatus status(@PathVariable String id) {
    DeploymentView view = records.view(id);
    return DeploymentStatus.of(view, records.logs(view));
  }

  @GetMapping("/list")
  Map<String, DeploymentStatus> list() {
    var found = visibility.find(Query.types(Deployments.TYPES), MAX_LISTED, null).found();
    Predicate<AgentKey> visible = permissions.visible();
    Map<String, DeploymentStatus> byId = new LinkedHashMap<>();
    records.views(found.stream().map(info -> info.getExecution().getWorkflowId()).toList()).stream()
        .filter(view -> visible.test(view.agent()))
        .forEach(view -> byId.put(view.deploymentId(), DeploymentStatus.of(view, null)));
    return byId;
  }

  /** Deletes nothing: the record of what was deployed stays, and the answer says so. */
  @Needs(Role.DEPLOYER)
  @DeleteMapping("/{id}")
  Acknowledged forget(@PathVariable String id) {
    return Acknowledged.kept(records.requireEnded(id));
  }

  @Needs(Role.OPERATOR)
  @DeleteMapping("/lambda/{functionName}")
  Deleted destroy(
      @PathVariable String functionName,
      @RequestParam(defaultValue = "us-east-1") String region,
      @RequestParam(value = "stack_name", required = false) @Nullable String stackName,
      @RequestParam(required = false) @Nullable String account) {
    AgentState agent = agents.requireFunction(region, functionName, stackName, account);
    permissions.require(Role.OPERATOR, agent.agent(), Agents.notFound(region, functionName));
    DeploymentView end = removal.of(agent.agent(), agent.agentName());
    return new Deleted(
        end.status() == Status.SUCCEEDED,
        DeploymentStatus.sentence(end),
        functionName,
        region,
        agent.agent().stackName().value(),
        Removal.lines(end));
  }
}
