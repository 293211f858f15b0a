package dev.slipway.starter.admission;

import dev.slipway.api.DeploymentId;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.model.AgentKey;
import io.temporal.client.WorkflowNotFoundException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Which request already owns an id. Temporal forgets a deployment after its retention; the audit
 * and the agent do not, and its code and keys may be live.
 */
@Component
final class KnownRequests {
  /** The fingerprint when the id is taken but its request is unknown. */
  private static final String UNKNOWN = "";

  private final Deployments deployments;
  private final StarterStorage storage;
  private final TemporalConnection temporal;

  KnownRequests(Deployments deployments, StarterStorage storage, TemporalConnection temporal) {
    this.deployments = deployments;
    this.storage = storage;
    this.temporal = temporal;
  }

  /** Whether the same request already created this deployment; 409 when another one did. */
  boolean includes(AgentKey agent, DeploymentId id, String fingerprint) {
    Optional<String> known = fingerprint(agent, id);
    known.ifPresent(other -> requireSame(id, other, fingerprint));
    return known.isPresent();
  }

  /** Fails with 409 when the id belongs to another request. */
  void requireNoOther(AgentKey agent, DeploymentId id, String fingerprint) {
    fingerprint(agent, id).ifPresent(other -> requireSame(id, other, fingerprint));
  }

  private static void requireSame(DeploymentId id, String known, String given) {
    if (!known.equals(given)) {
      throw ProblemException.conflict(
          "deployment_id: '%s' belongs to another request (expected: the same request, or a new id)"
              .formatted(id));
    }
  }

  /** The fingerprint of the request that the id belongs to; nothing when the id is free. */
  Optional<String> fingerprint(AgentKey agent, DeploymentId id) {
    return deployments
        .describe(id.value())
        .map(Deployments::requestSha256)
        .or(() -> filed(id))
        .or(() -> keptBy(agent, id));
  }

  private Optional<String> filed(DeploymentId id) {
    return storage
        .audits()
        .find(id)
        .map(entry -> storage.audits().requestSha256(entry).orElse(UNKNOWN));
  }

  /** For a deployment whose bundle is not written yet, or was lost. */
  private Optional<String> keptBy(AgentKey agent, DeploymentId id) {
    try {
      return Optional.ofNullable(
              temporal
                  .client()
                  .newUntypedWorkflowStub(agent.workflowId())
                  .describe()
                  .getMemo(AgentState.MEMO, AgentState.class, AgentState.class))
          .filter(state -> state.remembers(id))
          .map(_ -> UNKNOWN);
    } catch (WorkflowNotFoundException noAgent) {
      return Optional.empty();
    }
  }
}
