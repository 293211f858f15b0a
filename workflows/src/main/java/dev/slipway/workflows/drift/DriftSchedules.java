package dev.slipway.workflows.drift;

import dev.slipway.workflows.model.AgentKey;

/** The schedules by which agents are looked at; kept by Temporal. */
public interface DriftSchedules {
  /** There are none. */
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

  /** Whether there is one. */
  boolean exists(AgentKey agent);

  /** Removes it; says whether there was one. */
  boolean remove(AgentKey agent);
}
