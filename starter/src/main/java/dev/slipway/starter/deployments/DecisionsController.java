package dev.slipway.starter.deployments;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.requests.JsonBodies;
import dev.slipway.starter.requests.PatchReader;
import dev.slipway.starter.requests.Uploads;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a person can decide about a deployment that has not ended. */
@RestController
@Tag(name = "deployments")
@RequestMapping("/api/v1/deployments/{id}")
@ResponseStatus(HttpStatus.ACCEPTED)
@Needs(Role.DEPLOYER)
class DecisionsController {
  private final JsonBodies bodies;
  private final Uploads uploads;
  private final PatchReader patches;
  private final Decisions decisions;
  private final AcceptedResponses accepted;
  private final Retries retries;

  DecisionsController(
      JsonBodies bodies,
      Uploads uploads,
      PatchReader patches,
      Decisions decisions,
      AcceptedResponses accepted,
      Retries retries) {
    this.bodies = bodies;
    this.uploads = uploads;
    this.patches = patches;
    this.decisions = decisions;
    this.accepted = accepted;
    this.retries = retries;
  }

  @PostMapping("/cancel")
  @Operation(
      operationId = "cancelDeployment",
      summary = "Cancels a deployment and undoes what it did")
  AcceptedResponse cancel(@PathVariable String id, HttpServletRequest request) {
    decisions.cancel(id, patches.readDecision(bodies.readOrEmpty(request)).decision());
    return accepted.of(id);
  }

  @PostMapping("/retry")
  @Operation(
      operationId = "retryDeployment",
      summary = "Retries a parked deployment, perhaps with changes")
  AcceptedResponse retry(@PathVariable String id, HttpServletRequest request) {
    retries.retry(id, uploads.readOrEmpty(request));
    return accepted.of(id);
  }

  @PostMapping("/abort")
  @Operation(
      operationId = "abortDeployment",
      summary = "Aborts a parked deployment and undoes what it did")
  AcceptedResponse abort(@PathVariable String id, HttpServletRequest request) {
    return decide(id, DeployAgentWorkflow.ABORT, request);
  }

  @PostMapping("/approve")
  @Needs(Role.APPROVER)
  @Operation(operationId = "approveDeployment", summary = "Approves the plan of a deployment")
  AcceptedResponse approve(@PathVariable String id, HttpServletRequest request) {
    decisions.approve(id, patches.readApproval(bodies.readOrEmpty(request)));
    return accepted.of(id);
  }

  @PostMapping("/reject")
  @Needs(Role.APPROVER)
  @Operation(operationId = "rejectDeployment", summary = "Rejects the plan of a deployment")
  AcceptedResponse reject(@PathVariable String id, HttpServletRequest request) {
    return decide(id, DeployAgentWorkflow.REJECT, request);
  }

  private AcceptedResponse decide(String id, String verb, HttpServletRequest request) {
    decisions.send(id, verb, patches.readDecision(bodies.readOrEmpty(request)).decision());
    return accepted.of(id);
  }
}
