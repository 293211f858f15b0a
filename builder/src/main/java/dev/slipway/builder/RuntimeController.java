package dev.slipway.builder;

import dev.slipway.api.Role;
import dev.slipway.api.Status;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.live.AgentRuntimes;
import dev.slipway.starter.live.EventChannel;
import dev.slipway.starter.requests.JsonBodies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Calls and removes agents on AgentCore by ARN, and only those that are live here. */
@RestController
@RequestMapping("/api/deploy/agentcore")
@Needs(Role.OPERATOR)
class RuntimeController {
  private final JsonBodies bodies;
  private final AgentRuntimes runtimes;
  private final Removal removal;
  private final JsonMapper mapper;

  RuntimeController(JsonBodies bodies, AgentRuntimes runtimes, Removal removal, JsonMapper mapper) {
    this.bodies = bodies;
    this.runtimes = runtimes;
    this.removal = removal;
    this.mapper = mapper;
  }

  /** The answer to a deletion. */
  record Deleted(boolean success, String message, String agentRuntimeArn, List<String> logs) {}

  /** JSON, or events if the agent's answer comes in pieces and the caller takes them. */
  @PostMapping("/invoke")
  void invoke(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RuntimeRequest asked = RuntimeRequest.read(bodies.read(request));
    var agent = runtimes.require(asked.runtimeArn());
    var answer = new RuntimeAnswer(response, mapper);
    if (!asked.streams()) {
      answer.write(runtimes.ask(agent, asked.payload(), asked.sessionId()));
      return;
    }
    try {
      runtimes.stream(agent, asked.payload(), asked.sessionId(), answer);
      answer.end();
    } catch (EventChannel.CallerGone gone) {
      throw gone; // No one is left to notify.
    } catch (IOException broken) {
      answer.failure("The agent broke off its answer.");
    }
  }

  @DeleteMapping("/{agentRuntimeArn}")
  Deleted delete(@PathVariable String agentRuntimeArn) {
    var agent = runtimes.require(agentRuntimeArn);
    var end = removal.of(agent.agent(), agent.live().spec().functionName().value());
    return new Deleted(
        end.status() == Status.SUCCEEDED,
        DeploymentStatus.sentence(end),
        agentRuntimeArn,
        Removal.lines(end));
  }
}
