package dev.slipway.starter.agents;

import dev.slipway.api.DeploymentId;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.workflows.destroy.DestroyOrder;
import dev.slipway.workflows.destroy.DestroyPreviewWorkflow;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.temporal.TaskQueues;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Asks a worker what destroying an agent would remove. */
@Component
public final class DestroyPreviews {
  /** A handful of reads; a caller is waiting. */
  private static final Duration WAIT = Duration.ofSeconds(20);

  private final TemporalConnection temporal;

  DestroyPreviews(TemporalConnection temporal) {
    this.temporal = temporal;
  }

  public List<LedgerEntry> of(AgentKey agent, String requestedBy) {
    String id = "preview-" + UUID.randomUUID();
    DestroyPreviewWorkflow preview =
        temporal
            .client()
            .newWorkflowStub(
                DestroyPreviewWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId("preview/" + id)
                    .setTaskQueue(TaskQueues.PLAN)
                    .setWorkflowRunTimeout(WAIT.multipliedBy(2))
                    .setStaticSummary("What destroying %s would remove".formatted(agent.label()))
                    .build());
    WorkflowClient.start(
        preview::preview, DestroyOrder.preview(new DeploymentId(id), agent, requestedBy));
    WorkflowStub running = WorkflowStub.fromTyped(preview);
    try {
      return List.of(running.getResult(WAIT.toSeconds(), TimeUnit.SECONDS, LedgerEntry[].class));
    } catch (TimeoutException late) {
      running.terminate("No caller is waiting for it any more");
      throw ProblemException.unavailable(
          "No worker answered within %d s; start a worker and try again."
              .formatted(WAIT.toSeconds()));
    } catch (WorkflowFailedException failed) {
      throw ProblemException.unavailable(
          failed.getCause() instanceof TemporalFailure cause
              ? Failures.explain(cause).message()
              : "The preview did not finish.");
    }
  }
}
