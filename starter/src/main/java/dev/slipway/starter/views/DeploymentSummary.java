package dev.slipway.starter.views;

import com.google.protobuf.Timestamp;
import dev.slipway.api.Status;
import dev.slipway.starter.temporal.Attributes;
import dev.slipway.storage.audit.AuditEntry;
import dev.slipway.workflows.temporal.SearchAttributes;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the list of deployments, from visibility or the index of the audit alone. */
public record DeploymentSummary(
    String deploymentId,
    AgentName agent,
    String deploymentType,
    Status status,
    String requestedBy,
    Instant createdAt,
    @Nullable Instant completedAt,
    @Nullable Long durationMs,
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
    Instant created = instant(info.getStartTime());
    Instant completed = info.hasCloseTime() ? instant(info.getCloseTime()) : null;
    return new DeploymentSummary(
        id,
        agent,
        attributes.get(SearchAttributes.TYPE),
        attributes.status(),
        attributes.get(SearchAttributes.REQUESTED_BY),
        created,
        completed,
        completed == null ? null : Duration.between(created, completed).toMillis(),
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
        links.ofDeployment(id, agent));
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
