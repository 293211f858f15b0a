package dev.slipway.activities.drift;

import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.model.AgentKey;
import java.util.Optional;

/** What agents know about themselves. */
public interface LiveAgents {
  /** Empty when there is no such agent. */
  Optional<AgentState> find(AgentKey agent);
}
