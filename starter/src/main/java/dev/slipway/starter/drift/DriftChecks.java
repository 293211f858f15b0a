package dev.slipway.starter.drift;

import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.workflows.drift.CheckDriftWorkflow;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Has a worker check a live agent; concurrent callers share one check. */
@Component
final class DriftChecks {
  /** CloudFormation needs half a minute for an agent's stack; a proxy in front waits no longer. */
  private static final Duration WAIT = Duration.ofSeconds(55);

  private final TemporalConnection temporal;

  DriftChecks(TemporalConnection temporal) {
    this.temporal = temporal;
  }

  /** The report; 503 when it is late, and it is then recorded with the agent. */
  DriftReport check(AgentKey agent, @Nullable Duration every) {
    CheckDriftWorkflow check =
        temporal
            .client()
            .newWorkflowStub(
                CheckDriftWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(CheckDriftWorkflow.id(agent) + "/on-demand")
                    .setTaskQueue(TaskQueues.PLAN)
                    .setWorkflowIdConflictPolicy(
                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                    .setWorkflowRunTimeout(CheckDriftWorkflow.LONGEST)
                    .setStaticSummary("Has %s drifted?".formatted(agent.label()))
                    .build());
    WorkflowClient.start(check::check, agent, every);
    try {
      return WorkflowStub.fromTyped(check)
          .getResult(WAIT.toSeconds(), TimeUnit.SECONDS, DriftReport.class);
    } catch (TimeoutException late) {
      throw ProblemException.unavailable(
          "The check takes longer than %d s; its result will be in the agent's view."
              .formatted(WAIT.toSeconds()));
    } catch (WorkflowFailedException failed) {
      throw ProblemException.unavailable(
          failed.getCause() instanceof TemporalFailure cause
              ? Failures.explain(cause).message()
              : "The check did not finish.");
    }
  }
}
