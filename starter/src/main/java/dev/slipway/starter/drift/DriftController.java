package dev.slipway.starter.drift;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.requests.DriftRequestReader;
import dev.slipway.starter.requests.JsonBodies;
import dev.slipway.starter.views.DriftResponse;
import dev.slipway.workflows.agent.AgentState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Checks whether a live agent is still as it was deployed. */
@RestController
@Tag(name = "agents")
@RequestMapping("/api/v1/agents/{region}/{stackName}")
@Needs(Role.OPERATOR)
class DriftController {
  private final Agents agents;
  private final JsonBodies bodies;
  private final DriftRequestReader reader;
  private final DriftLooks looks;

  DriftController(Agents agents, JsonBodies bodies, DriftRequestReader reader, DriftLooks looks) {
    this.agents = agents;
    this.bodies = bodies;
    this.reader = reader;
    this.looks = looks;
  }

  @PostMapping("/drift")
  @Operation(
      operationId = "checkDrift",
      summary = "Checks whether an agent is still as it was deployed")
  DriftResponse check(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      HttpServletRequest request) {
    AgentState agent = agents.require(region, stackName, account);
    return DriftResponse.of(looks.look(agent, reader.read(bodies.readOrEmpty(request))));
  }
}
