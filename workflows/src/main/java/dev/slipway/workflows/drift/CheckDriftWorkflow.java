package dev.slipway.workflows.drift;

import dev.slipway.workflows.model.AgentKey;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One check of a live agent, on demand or by its schedule; the agent keeps the result. */
@WorkflowInterface
public interface CheckDriftWorkflow {
  /** Three attempts at the check itself, and the wait for a worker. */
  Duration LONGEST = Duration.ofMinutes(15);

  /** The agent's signal for a report. */
  String REPORTED = "driftChecked";

  /** Checks, and notifies the agent; {@code every} is how often this happens automatically. */
  @WorkflowMethod
  DriftReport check(AgentKey agent, @Nullable Duration every);

  /** The id of an agent's schedule, and the prefix of the ids of its checks. */
  static String id(AgentKey agent) {
    return "drift/%s/%s/%s".formatted(agent.account(), agent.region(), agent.stackName());
  }
}
