package dev.slipway.starter.admission;

import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.workflows.check.CheckWorkflow;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Has a worker check code before anything is created for it. */
@Component
public final class CodeChecks {
  /** A check takes a fraction of a second; longer means that no worker is free. */
  private static final Duration WAIT = Duration.ofSeconds(15);

  /** By then no caller is waiting for it. */
  private static final Duration RUN = Duration.ofSeconds(60);

  private final TemporalConnection temporal;

  CodeChecks(TemporalConnection temporal) {
    this.temporal = temporal;
  }

  /** The report on stored code; 503 when no worker returns one. */
  public CodeCheck.Report check(String workflowId, CodeCheck.Input input) {
    CheckWorkflow check =
        temporal
            .client()
            .newWorkflowStub(
                CheckWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(workflowId)
                    .setTaskQueue(TaskQueues.PLAN)
                    .setWorkflowIdConflictPolicy(
                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                    .setWorkflowRunTimeout(RUN)
                    .setStaticSummary("Check code before it is deployed")
                    .build());
    WorkflowClient.start(check::check, input);
    return await(WorkflowStub.fromTyped(check));
  }

  private static CodeCheck.Report await(WorkflowStub running) {
    try {
      return running.getResult(WAIT.toSeconds(), TimeUnit.SECONDS, CodeCheck.Report.class);
    } catch (TimeoutException late) {
      running.terminate("No caller is waiting for it any more");
      throw ProblemException.unavailable(
          "No worker answered within %d s: nothing was created; start a worker and try again."
              .formatted(WAIT.toSeconds()));
    } catch (WorkflowFailedException failed) {
      throw ProblemException.unavailable(
          "The code could not be checked: %s Nothing was created.".formatted(reason(failed)));
    }
  }

  private static String reason(WorkflowFailedException failed) {
    if (failed.getCause() instanceof TemporalFailure cause) {
      Failure failure = Failures.explain(cause);
      return failure.message() + " " + failure.nextAction();
    }
    return "the check did not finish.";
  }

  /** The code's errors, in a form that a caller can show next to the line. */
  public static List<FieldError> errors(CodeCheck.Report report) {
    return report.errors().stream().map(CodeChecks::error).toList();
  }

  /** Which field of the request it is about. */
  private static String field(Finding finding) {
    if (finding.code().equals(CodeCheck.POLICY)) {
      return "requirements";
    }
    return finding.file() == null ? "code" : "source";
  }

  private static FieldError error(Finding finding) {
    return new FieldError(
        finding.code(),
        field(finding),
        finding.line(),
        finding.column(),
        finding.message(),
        finding.hint(),
        finding.file());
  }
}
