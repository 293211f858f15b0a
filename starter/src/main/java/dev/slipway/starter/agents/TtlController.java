package dev.slipway.starter.agents;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.requests.JsonBodies;
import dev.slipway.starter.requests.TtlRequestReader;
import dev.slipway.starter.views.AgentName;
import dev.slipway.starter.views.Links;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.agent.TtlChange;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Extends, shortens or removes an agent's time to live. */
@RestController
@Tag(name = "agents")
@RequestMapping("/api/v1/agents/{region}/{stackName}")
@Needs(Role.OPERATOR)
class TtlController {

  private final Agents agents;
  private final Lifetimes lifetimes;
  private final JsonBodies bodies;
  private final TtlRequestReader reader;
  private final Links links;

  TtlController(
      Agents agents, Lifetimes lifetimes, JsonBodies bodies, TtlRequestReader reader, Links links) {
    this.links = links;
    this.agents = agents;
    this.lifetimes = lifetimes;
    this.bodies = bodies;
    this.reader = reader;
  }

  /** When the agent will be destroyed; never when absent. */
  record Lifetime(AgentName agent, @Nullable Instant expiresAt) {}

  @PostMapping("/ttl")
  @Operation(operationId = "setAgentTtl", summary = "Sets how long an agent lives")
  Lifetime ttl(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      HttpServletRequest request) {
    TtlChange change = reader.read(bodies.read(request));
    AgentState agent = agents.require(region, stackName, account);
    return new Lifetime(links.name(agent.agent(), agent.agentName()), lifetimes.set(agent, change));
  }
}
