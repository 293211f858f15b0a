package dev.slipway.starter.drift;

import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.requests.DriftRequestReader;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.model.AgentKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks an agent now, and as often as requested from now on. */
@Component
public final class DriftLooks {
  private final DriftChecks checks;
  private final TemporalDriftSchedules schedules;

  DriftLooks(DriftChecks checks, TemporalDriftSchedules schedules) {
    this.checks = checks;
    this.schedules = schedules;
  }

  /**
   * The report; 503 when it is late, and it is then recorded with the agent. 409 without a live
   * revision: no destroy would ever remove the schedule of such an agent.
   */
  public DriftReport look(AgentState state, DriftRequestReader.Asked asked) {
    Agents.live(state);
    AgentKey agent = state.agent();
    return checks.check(agent, interval(agent, asked));
  }

  /** The interval from now on: the requested one, or else the existing one. */
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
