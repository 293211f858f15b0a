package dev.slipway.starter.drift;

import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.requests.DriftRequestReader;
import dev.slipway.starter.requests.JsonBodies;
import dev.slipway.starter.views.DriftAnswer;
import dev.slipway.workflows.model.AgentKey;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Looks whether a live agent is as it was deployed. */
@RestController
@RequestMapping("/api/v1/agents/{region}/{stackName}")
class DriftController {
  private final Agents agents;
  private final JsonBodies bodies;
  private final DriftRequestReader reader;
  private final DriftChecks checks;
  private final TemporalDriftSchedules schedules;

  DriftController(
      Agents agents,
      JsonBodies bodies,
      DriftRequestReader reader,
      DriftChecks checks,
      TemporalDriftSchedules schedules) {
    this.agents = agents;
    this.bodies = bodies;
    this.reader = reader;
    this.checks = checks;
    this.schedules = schedules;
  }

  @PostMapping("/drift")
  DriftAnswer check(
      @PathVariable String region, @PathVariable String stackName, HttpServletRequest request) {
    AgentKey agent = agents.require(region, stackName).agent();
    var asked = reader.read(bodies.readOrEmpty(request));
    return DriftAnswer.of(checks.check(agent, interval(agent, asked)));
  }

  /** The interval that holds from now on: the one asked for, or the one that there was. */
  private @Nullable Duration interval(AgentKey agent, DriftRequestReader.Asked asked) {
    if (asked.off()) {
      schedules.remove(agent);
      return null;
    }
    Duration every = asked.every();
    if (every != null) {
      schedules.set(agent, every);
      return every;
    }
    return schedules.find(agent).orElse(null);
  }
}
