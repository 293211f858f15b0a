package dev.slipway.starter.agents;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.admission.Admissions;
import dev.slipway.starter.deployments.AcceptedResponse;
import dev.slipway.starter.deployments.AcceptedResponses;
import dev.slipway.starter.requests.JsonBodies;
import dev.slipway.starter.requests.ReuseRequest;
import dev.slipway.starter.requests.ReuseRequestReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Rolls back to an earlier revision, or redeploys the live one as it was. */
@RestController
@Tag(name = "agents")
@RequestMapping("/api/v1/agents/{region}/{stackName}")
@Needs(Role.DEPLOYER)
class RollbackController {
  private final Agents agents;
  private final Admissions admissions;
  private final AcceptedResponses accepted;
  private final JsonBodies bodies;
  private final ReuseRequestReader reader;

  RollbackController(
      Agents agents,
      Admissions admissions,
      AcceptedResponses accepted,
      JsonBodies bodies,
      ReuseRequestReader reader) {
    this.agents = agents;
    this.admissions = admissions;
    this.accepted = accepted;
    this.bodies = bodies;
    this.reader = reader;
  }

  @PostMapping("/rollback")
  @Operation(operationId = "rollbackAgent", summary = "Makes an earlier revision live again")
  ResponseEntity<AcceptedResponse> rollback(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      HttpServletRequest request,
      @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key) {
    return accept(region, stackName, account, reader.readRollback(bodies.read(request), key));
  }

  @PostMapping("/redeploy")
  @Operation(operationId = "redeployAgent", summary = "Deploys the live revision again")
  ResponseEntity<AcceptedResponse> redeploy(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      HttpServletRequest request,
      @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key) {
    return accept(
        region, stackName, account, reader.readRedeploy(bodies.readOrEmpty(request), key));
  }

  private ResponseEntity<AcceptedResponse> accept(
      String region, String stackName, @Nullable String account, ReuseRequest asked) {
    var id = admissions.reuse(agents.requireEver(region, stackName, account).agent(), asked);
    AcceptedResponse response = accepted.of(id.value());
    return ResponseEntity.accepted().location(URI.create(response.links().self())).body(response);
  }
}
