package dev.slipway.storage.audit;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Status;
import dev.slipway.workflows.audit.AuditHead;
import dev.slipway.workflows.deploy.Outcome;
import dev.slipway.workflows.model.AgentKey;
import java.time.Instant;
import java.util.Objects;

/**
 * What the index says of one bundle: enough for a line in a list. It proves nothing and can be
 * rebuilt from the bundles.
 *
 * @param runId of the workflow's run, since an id may be reused once Temporal has forgotten it
 * @param type {@code lambda} or {@code destroy}
 * @param outcome nothing in an entry of an older version
 */
public record AuditEntry(
    AgentKey agent,
    String agentName,
    DeploymentId deploymentId,
    String runId,
    long sequence,
    String sha256,
    String type,
    Status status,
    String requestedBy,
    Instant createdAt,
    Instant completedAt,
    Outcome outcome) {
  public AuditEntry {
    outcome = Objects.requireNonNullElse(outcome, Outcome.NONE);
  }

  public AuditHead head() {
    return new AuditHead(sequence, sha256);
  }
}
