package dev.slipway.starter.agents;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.admission.Admissions;
import dev.slipway.starter.deployments.AcceptedResponse;
import dev.slipway.starter.deployments.AcceptedResponses;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.JsonBodies;
import dev.slipway.starter.requests.PageQuery;
import dev.slipway.starter.requests.PatchReader;
import dev.slipway.starter.views.AgentName;
import dev.slipway.starter.views.Links;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.undo.LedgerEntry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists, shows and destroys agents. */
@RestController
@Tag(name = "agents")
@RequestMapping("/api/v1/agents")
@Needs(Role.VIEWER)
class AgentsController {
  private final Agents agents;
  private final Admissions admissions;
  private final AcceptedResponses accepted;
  private final DestroyPreviews previews;
  private final JsonBodies bodies;
  private final PatchReader reader;
  private final Links links;

  AgentsController(
      Agents agents,
      Admissions admissions,
      AcceptedResponses accepted,
      DestroyPreviews previews,
      JsonBodies bodies,
      PatchReader reader,
      Links links) {
    this.agents = agents;
    this.admissions = admissions;
    this.accepted = accepted;
    this.previews = previews;
    this.bodies = bodies;
    this.reader = reader;
    this.links = links;
  }

  /** One page of agents. */
  record Listing(List<AgentResponse> agents, @Nullable String nextPageToken) {}

  /** What would be removed. */
  record Preview(AgentName agent, List<LedgerEntry> wouldRemove) {}

  @GetMapping
  @Operation(operationId = "listAgents", summary = "Lists agents")
  Listing list(@RequestParam Map<String, String> parameters) {
    var found = agents.glance(PageQuery.read(parameters));
    return new Listing(found.answers(links), found.nextToken());
  }

  @GetMapping("/{region}/{stackName}")
  @Operation(operationId = "getAgent", summary = "Shows an agent, its revisions and its queue")
  AgentResponse show(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account) {
    return AgentResponse.of(agents.require(region, stackName, account), links);
  }

  @Needs(Role.OPERATOR)
  @DeleteMapping("/{region}/{stackName}")
  @Operation(
      operationId = "destroyAgent",
      summary = "Destroys an agent, or says what that would remove")
  @ApiResponse(
      responseCode = "200",
      description = "With dry_run: what would be removed",
      content = @Content(schema = @Schema(implementation = Preview.class)))
  @ApiResponse(
      responseCode = "202",
      description = "Accepted",
      content = @Content(schema = @Schema(implementation = AcceptedResponse.class)))
  ResponseEntity<?> destroy(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      @RequestParam(value = "dry_run", required = false) @Nullable String dryRun,
      @RequestParam(required = false) @Nullable String reason,
      HttpServletRequest request) {
    AgentState agent = agents.requireEver(region, stackName, account);
    if (isDry(dryRun)) {
      return ResponseEntity.ok(
          new Preview(links.name(agent.agent(), agent.agentName()), previews.of(agent.agent())));
    }
    var decision = reader.readDecision(bodies.readOrEmpty(request));
    String why = decision.reason() == null ? reason : decision.reason();
    var id = admissions.destroy(agent.agent(), agent.agentName(), decision.by(), why);
    AcceptedResponse response = accepted.of(id.value());
    return ResponseEntity.accepted().location(URI.create(response.links().self())).body(response);
  }

  /**
   * The bare parameter means a dry run, too; a value that is neither true nor false destroys
   * nothing.
   */
  private static boolean isDry(@Nullable String dryRun) {
    return switch (dryRun) {
      case null -> false;
      case "false" -> false;
      case "", "true" -> true;
      default ->
          throw ProblemException.invalid(
              List.of(
                  FieldError.about(
                      "dry_run",
                      "invalid_value",
                      "dry_run: '%s' (expected: true or false)".formatted(dryRun),
                      null)));
    };
  }
}
