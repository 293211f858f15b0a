package dev.slipway.workflows.revival;

import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.turn.Introduction;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;

/**
 * Calls an agent's workflow, and starts it if it is not running. A terminated run is followed by
 * one that knows what it knew: canceled or killed, an agent loses nothing.
 */
public record AgentCalls(WorkflowClient client) {
  /** It can end once; the next attempt starts it. */
  private static final int ATTEMPTS = 3;

  /** The server's name for an update that came just as the agent's workflow ended. */
  private static final String ENDED_MEANWHILE = "AcceptedUpdateCompletedWorkflow";

  /** The latest run of an agent; empty if it never ran, or so long ago that it is forgotten. */
  public Optional<WorkflowExecutionInfo> latest(AgentKey agent) {
    try {
      return Optional.of(
          client.newUntypedWorkflowStub(agent.workflowId()).describe().getWorkflowExecutionInfo());
    } catch (WorkflowNotFoundException neverRan) {
      return Optional.empty();
    }
  }

  /**
   * Updates the agent and waits for its answer.
   *
   * <p>A running agent is not started "just in case": if it had ended meanwhile, its starting state
   * would be out of date. In that case the call is repeated.
   */
  public <R> R update(Introduction agent, UpdateOptions<R> options, Object argument) {
    for (int attempt = 1; ; attempt++) {
      try {
        return tryUpdate(agent, options, argument);
      } catch (WorkflowNotFoundException | WorkflowUpdateException failed) {
        if (attempt == ATTEMPTS || !endedMeanwhile(failed)) {
          throw failed;
        }
      }
    }
  }

  private static boolean endedMeanwhile(WorkflowException failed) {
    return failed instanceof WorkflowNotFoundException
        || (failed.getCause() instanceof ApplicationFailure cause
            && ENDED_MEANWHILE.equals(cause.getType()));
  }

  private <R> R tryUpdate(Introduction agent, UpdateOptions<R> options, Object argument) {
    var latest = latest(agent.agent());
    if (latest.filter(AgentRuns::runs).isPresent()) {
      return client
          .newUntypedWorkflowStub(agent.agent().workflowId())
          .startUpdate(options, argument)
          .getResult();
    }
    AgentState state = AgentRuns.begin(agent, latest);
    return stub(agent)
        .executeUpdateWithStart(options, new Object[] {argument}, new Object[] {state});
  }

  /** Signals the agent. */
  void signal(Introduction agent, String signal, Object argument) {
    AgentState state = AgentRuns.begin(agent, latest(agent.agent()));
    stub(agent).signalWithStart(signal, new Object[] {argument}, new Object[] {state});
  }

  private WorkflowStub stub(Introduction agent) {
    return client.newUntypedWorkflowStub(AgentRuns.TYPE, AgentRuns.options(agent));
  }
}
