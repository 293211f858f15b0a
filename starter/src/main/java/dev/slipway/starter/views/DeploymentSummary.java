package dev.slipway.starter.views;

import com.google.protobuf.Timestamp;
import dev.slipway.api.Status;
import dev.slipway.starter.temporal.Attributes;
import dev.slipway.storage.audit.AuditEntry;
import dev.slipway.workflows.deploy.Outcome;
import dev.slipway.workflows.temporal.Payloads;
import dev.slipway.workflows.temporal.SearchAttributes;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the list of deployments, from visibility or the index of the audit alone.
 *
 * @param revision the revision that went live; absent if none did, or if an older version did it
 * @param failure absent unless it failed, is parked or ended early
 */
public record DeploymentSummary(
    String deploymentId,
    AgentName agent,
    String deploymentType,
    Status status,
    String requestedBy,
    Instant createdAt,
    @Nullable Instant completedAt,
    @Nullable Long durationMs,
    @Nullable Integer revision,
    @Nullable FailureSummary failure,
    Links.DeploymentLinks links) {

  public static DeploymentSummary of(WorkflowExecutionInfo info, Links links) {
    Attributes attributes = Attributes.of(info);
    String id = info.getExecution().getWorkflowId();
    String region = attributes.get(SearchAttributes.REGION);
    String stack = attributes.get(SearchAttributes.STACK);
    String account = attributes.account();
    AgentName agent =
        links.name(
            attributes.get(SearchAttributes.AGENT),
            account.isEmpty() ? null : account,
            region,
            stack);
    Status status = attributes.status();
    Outcome outcome = outcome(info);
    Instant created = instant(info.getStartTime());
    Instant completed = info.hasCloseTime() ? instant(info.getCloseTime()) : null;
    return new DeploymentSummary(
        id,
        agent,
        attributes.get(SearchAttributes.TYPE),
        status,
        attributes.get(SearchAttributes.REQUESTED_BY),
        created,
        completed,
        completed == null ? null : Duration.between(created, completed).toMillis(),
        outcome.revision(),
        FailureSummary.of(info, status, outcome),
        links.ofDeployment(id, agent));
  }

  /** The same line from the index of the audit. */
  public static DeploymentSummary of(AuditEntry entry, Links links) {
    var agent = entry.agent();
    String id = entry.deploymentId().value();
    return new DeploymentSummary(
        id,
        links.name(agent, entry.agentName()),
        entry.type(),
        entry.status(),
        entry.requestedBy(),
        entry.createdAt(),
        entry.completedAt(),
        Duration.between(entry.createdAt(), entry.completedAt()).toMillis(),
        entry.outcome().revision(),
        FailureSummary.of(entry.status(), entry.outcome()),
        links.ofDeployment(id, agent));
  }

  /** What its memo says; nothing for one that an older version did. */
  private static Outcome outcome(WorkflowExecutionInfo info) {
    var memo = info.getMemo().getFieldsMap().get(Outcome.MEMO);
    return memo == null
        ? Outcome.NONE
        : Payloads.converter().fromPayload(memo, Outcome.class, Outcome.class);
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
