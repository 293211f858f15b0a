package dev.slipway.workflows.drift;

import dev.slipway.workflows.deploy.StepOptions;
import dev.slipway.workflows.model.AgentKey;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs one activity, and signals the agent. */
public final class CheckDriftWorkflowImpl implements CheckDriftWorkflow {
  @Override
  public DriftReport check(AgentKey agent, @Nullable Duration every) {
    DriftReport report =
        Workflow.newActivityStub(CheckDrift.class, StepOptions.checkDrift())
            .checkDrift(agent)
            .every(every);
    // The result stands, even if the check was canceled meanwhile.
    Workflow.newDetachedCancellationScope(() -> notifyAgent(agent, report)).run();
    return report;
  }

  private static void notifyAgent(AgentKey agent, DriftReport report) {
    try {
      Workflow.newUntypedExternalWorkflowStub(agent.workflowId()).signal(REPORTED, report);
    } catch (TemporalFailure agentIsGone) {
      Workflow.getLogger(CheckDriftWorkflowImpl.class)
          .warn("Agent {} could not be notified of its drift", agent.workflowId());
    }
  }
}
