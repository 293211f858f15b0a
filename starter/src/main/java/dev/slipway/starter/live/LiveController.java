package dev.slipway.starter.live;

import dev.slipway.api.Durations;
import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.problems.Parameter;
import dev.slipway.starter.requests.JsonBodies;
import dev.slipway.workflows.agent.AgentState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Talks to the live agent. */
@RestController
@Tag(name = "agents")
@RequestMapping("/api/v1/agents/{region}/{stackName}")
@Needs(Role.OPERATOR)
class LiveController {
  private static final Duration DEFAULT_SINCE = Duration.ofMinutes(10);

  private final Agents agents;
  private final JsonBodies bodies;
  private final Console console;
  private final AgentLogs logs;
  private final LogTail tail;
  private final JsonMapper mapper;

  LiveController(
      Agents agents,
      JsonBodies bodies,
      Console console,
      AgentLogs logs,
      LogTail tail,
      JsonMapper mapper) {
    this.mapper = mapper;
    this.agents = agents;
    this.bodies = bodies;
    this.console = console;
    this.logs = logs;
    this.tail = tail;
  }

  @PostMapping("/invoke")
  @Operation(
      operationId = "invokeAgent",
      summary = "Calls the live agent",
      description =
          "With Accept: text/event-stream the answer comes in events: piece, with a text as JSON, as"
              + " often as the agent yields one, then end, with the answer as below; its response is"
              + " what no piece held. An agent that does not stream, and one on Lambda, has an end"
              + " only.")
  @Nullable InvocationResponse invoke(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (!AnswerEvents.suit(request)) {
      return console.ask(region, stackName, account, bodies.read(request));
    }
    var events = new AnswerEvents(mapper, response);
    console.stream(region, stackName, account, bodies.read(request), events);
    return null; // it has been sent
  }

  @GetMapping("/logs")
  @Operation(operationId = "getAgentLogs", summary = "Returns or follows the live agent's log")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")))
  void logs(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(required = false) @Nullable String next,
      @RequestParam(required = false, defaultValue = "false") boolean follow,
      HttpServletResponse response)
      throws IOException {
    LogPosition position = position(since, next);
    AgentState agent = agents.require(region, stackName, account);
    String group = Agents.live(agent).outputs().logGroup();
    var reading = new LogReading(logs.of(agent.agent(), group), position);
    // The first read happens before the answer starts, so that its failure still has a status.
    var first = reading.advance();
    tail.write(reading, first, follow, response);
  }

  private static LogPosition position(@Nullable String since, @Nullable String next) {
    if (next != null) {
      return Parameter.read("next", () -> LogPosition.of(next));
    }
    Instant now = Instant.now();
    return LogPosition.from(
        since == null
            ? now.minus(DEFAULT_SINCE)
            : Parameter.read("since", () -> Durations.readMoment("since", since, now)));
  }
}
