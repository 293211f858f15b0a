package dev.slipway.activities.audit;

import dev.slipway.activities.heartbeat.Heartbeats;
import dev.slipway.api.DeploymentId;
import dev.slipway.storage.audit.AuditChain;
import dev.slipway.storage.audit.AuditEntry;
import dev.slipway.storage.audit.Records;
import dev.slipway.workflows.audit.AuditHead;
import dev.slipway.workflows.audit.WriteAudit;
import dev.slipway.workflows.deploy.Outcome;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.timeline.Timeline;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Reads the history of a deployment that has ended, and appends its bundle to the chain. */
public final class WriteAuditActivity implements WriteAudit {
  /** A deployment notifies its agent that it is ending, then ends: within one workflow task. */
  private static final Duration[] LOOKS = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(3),
  };

  private final Histories histories;
  private final Records records;
  private final AuditChain chain;

  public WriteAuditActivity(Histories histories, Records records) {
    this.histories = histories;
    this.records = records;
    this.chain = new AuditChain(records);
  }

  @Override
  public AuditHead writeAudit(Input input) {
    List<HistoryEvent> history = finished(input.deploymentId());
    DeploymentView view = Timeline.view(history, List.of());
    String runId =
        history.getFirst().getWorkflowExecutionStartedEventAttributes().getOriginalExecutionRunId();
    var logs = LogDigests.of(records, input.agent().region(), input.deploymentId());
    var content = BundleContent.of(view, runId, history, logs);
    return chain.append(draft(input, view, runId), input.head(), content);
  }

  private List<HistoryEvent> finished(DeploymentId id) {
    for (Duration look : LOOKS) {
      List<HistoryEvent> history = histories.of(id);
      if (history.isEmpty()) {
        throw ApplicationFailure.newNonRetryableFailure(
            "Temporal no longer has the history of %s.".formatted(id), HISTORY_GONE);
      }
      if (Timeline.view(history, List.of()).completedAt() != null) {
        return history;
      }
      Heartbeats.pause(look);
    }
    throw Failure.of(FailureType.WORKER_LOST, "The deployment %s has not ended yet.".formatted(id))
        .toException();
  }

  private static AuditEntry draft(Input input, DeploymentView view, String runId) {
    return new AuditEntry(
        input.agent(),
        view.agentName(),
        input.deploymentId(),
        runId,
        0,
        "",
        view.type().wireName(),
        view.status(),
        view.requestedBy(),
        view.createdAt(),
        Objects.requireNonNull(view.completedAt()),
        outcome(view));
  }

  private static Outcome outcome(DeploymentView view) {
    var failure = view.failure();
    return failure == null
        ? new Outcome(view.revision(), null, null)
        : new Outcome(view.revision(), failure.type(), failure.message());
  }
}
