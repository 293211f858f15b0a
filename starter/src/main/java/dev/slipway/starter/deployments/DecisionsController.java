package dev.slipway.starter.deployments;

import dev.slipway.api.HeaderNames;
import dev.slipway.starter.requests.JsonBodies;
import dev.slipway.starter.requests.PatchReader;
import dev.slipway.workflows.deploy.Decision;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a person can decide about a deployment that has not ended. */
@RestController
@RequestMapping("/api/v1/deployments/{id}")
@ResponseStatus(HttpStatus.ACCEPTED)
class DecisionsController {
  private final JsonBodies bodies;
  private final PatchReader patches;
  private final Decisions decisions;
  private final AcceptedResponses accepted;
  private final Retries retries;

  DecisionsController(
      JsonBodies bodies,
      PatchReader patches,
      Decisions decisions,
      AcceptedResponses accepted,
      Retries retries) {
    this.bodies = bodies;
    this.patches = patches;
    this.decisions = decisions;
    this.accepted = accepted;
    this.retries = retries;
  }

  @PostMapping("/cancel")
  AcceptedResponses.AcceptedResponse cancel(
      @PathVariable String id,
      HttpServletRequest request,
      @RequestHeader(value = HeaderNames.USER, required = false) @Nullable String user) {
    var decision = patches.readDecision(bodies.readOrEmpty(request), user);
    decisions.cancel(id, new Decision(decision.by(), decision.reason()));
    return accepted.of(id);
  }

  @PostMapping("/retry")
  AcceptedResponses.AcceptedResponse retry(
      @PathVariable String id,
      HttpServletRequest request,
      @RequestHeader(value = HeaderNames.USER, required = false) @Nullable String user) {
    retries.retry(id, bodies.readOrEmpty(request), user);
    return accepted.of(id);
  }

  @PostMapping("/abort")
  AcceptedResponses.AcceptedResponse abort(
      @PathVariable String id,
      HttpServletRequest request,
      @RequestHeader(value = HeaderNames.USER, required = false) @Nullable String user) {
    return decide(id, DeployAgentWorkflow.ABORT, request, user);
  }

  @PostMapping("/approve")
  AcceptedResponses.AcceptedResponse approve(
      @PathVariable String id,
      HttpServletRequest request,
      @RequestHeader(value = HeaderNames.USER, required = false) @Nullable String user) {
    decisions.approve(id, patches.readApproval(bodies.readOrEmpty(request), user));
    return accepted.of(id);
  }

  @PostMapping("/reject")
  AcceptedResponses.AcceptedResponse reject(
      @PathVariable String id,
      HttpServletRequest request,
      @RequestHeader(value = HeaderNames.USER, required = false) @Nullable String user) {
    return decide(id, DeployAgentWorkflow.REJECT, request, user);
  }

  private AcceptedResponses.AcceptedResponse decide(
      String id, String verb, HttpServletRequest request, @Nullable String user) {
    var decision = patches.readDecision(bodies.readOrEmpty(request), user);
    decisions.send(id, verb, new Decision(decision.by(), decision.reason()));
    return accepted.of(id);
  }
}
