package dev.slipway.workflows.drift;

import dev.slipway.workflows.model.AgentKey;

/** The schedules of drift checks; kept by Temporal. */
public interface DriftSchedules {
  /** Without any schedules. */
  DriftSchedules NONE =
      new DriftSchedules() {
        @Override
        public boolean exists(AgentKey agent) {
          return false;
        }

        @Override
        public boolean remove(AgentKey agent) {
          return false;
        }
      };

  /** Whether the agent has a schedule. */
  boolean exists(AgentKey agent);

  /** Removes it; returns whether there was one. */
  boolean remove(AgentKey agent);
}
