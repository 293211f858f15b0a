package dev.slipway.starter.agents;

import dev.slipway.api.HeaderNames;
import dev.slipway.policy.Subject;
import dev.slipway.starter.admission.AgentQueue;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.starter.requests.JsonBodies;
import dev.slipway.starter.requests.TtlRequestReader;
import dev.slipway.starter.views.AgentName;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.agent.TtlChange;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Extends, shortens or removes an agent's time to live. */
@RestController
@Tag(name = "agents")
@RequestMapping("/api/v1/agents/{region}/{stackName}")
class TtlController {
  private static final String TTL = "ttl";

  private final Agents agents;
  private final AgentQueue queue;
  private final JsonBodies bodies;
  private final TtlRequestReader reader;
  private final ServerRules rules;

  TtlController(
      Agents agents,
      AgentQueue queue,
      JsonBodies bodies,
      TtlRequestReader reader,
      ServerRules rules) {
    this.agents = agents;
    this.queue = queue;
    this.bodies = bodies;
    this.reader = reader;
    this.rules = rules;
  }

  /** When the agent will be destroyed; never when absent. */
  record Lifetime(AgentName agent, @Nullable Instant expiresAt) {}

  @PostMapping("/ttl")
  @Operation(operationId = "setAgentTtl", summary = "Says how long an agent lives from now on")
  Lifetime ttl(
      @PathVariable String region,
      @PathVariable String stackName,
      HttpServletRequest request,
      @RequestHeader(value = HeaderNames.USER, required = false) @Nullable String user) {
    TtlChange change = reader.read(bodies.read(request), user);
    AgentState agent = agents.require(region, stackName);
    requireAllowed(agent, change);
    return new Lifetime(
        AgentName.of(agent.agent(), agent.agentName()),
        queue.ttl(agent.agent(), change).expiresAt());
  }

  /** A longer life is a setting that a deployment could not have had either. */
  private void requireAllowed(AgentState agent, TtlChange change) {
    if (!agent.revisions().isEmpty()) {
      var spec = Agents.live(agent).spec().with(TTL, change.ttl());
      rules.require(new Subject(agent.agent().region(), agent.agent().stackName(), spec), TTL);
    }
  }
}
