package dev.slipway.workflows.agent;

import io.temporal.workflow.Workflow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the workflow's memo in step with the agent's memory. It is written only when something has
 * changed, since each write puts the whole of it into the history.
 */
final class AgentMemo {
  private @Nullable AgentState written;

  /**
   * Writes the memo if anything has changed.
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
                ? " Someone canceled this workflow; an agent continues until it is destroyed."
                : ""));
  }
}
