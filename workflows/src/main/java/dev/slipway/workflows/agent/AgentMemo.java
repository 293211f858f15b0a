package dev.slipway.workflows.agent;

import io.temporal.workflow.Workflow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the workflow's memo as the agent's memory is. It is written only when something has
 * changed: each time the whole of it stands in the history.
 */
final class AgentMemo {
  private @Nullable AgentState written;

  /**
   * Writes what is new.
   *
   * @param canceled whether someone canceled the workflow, which an agent outlives
   */
  void write(AgentMemory memory, boolean canceled) {
    AgentState state = memory.state();
    if (!state.equals(written)) {
      written = state;
      Workflow.upsertMemo(Map.of(AgentState.MEMO, state));
    }
    Workflow.setCurrentDetails(
        memory.describe()
            + (canceled
                ? " Someone canceled this workflow; an agent goes on until it is destroyed."
                : ""));
  }
}
