package dev.slipway.workflows.agent;

import dev.slipway.workflows.audit.AuditState;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.turn.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything an agent remembers; it survives continue-as-new and stands in the workflow's memo, so
 * that it can be read while no worker is up.
 *
 * @param agentName the function name people know the agent by
 * @param running the deployment whose turn it is
 * @param waiting deployments in the order they came
 * @param revisions what went live, oldest first; the last one is live
 * @param audit how far the audit has come; absent in states from before there was one
 */
public record AgentState(
    AgentKey agent,
    String agentName,
    @Nullable DeploymentId running,
    List<DeploymentId> waiting,
    List<Revision> revisions,
    int nextRevision,
    @Nullable AuditState audit) {
  /** The key of this state in the workflow's memo. */
  public static final String MEMO = "agent";

  public AgentState {
    waiting = List.copyOf(waiting);
    revisions = List.copyOf(revisions);
  }

  public static AgentState fresh(AgentKey agent, String agentName) {
    return new AgentState(agent, agentName, null, List.of(), List.of(), 1, null);
  }

  /** Whether the agent is down, and only stays until the last bundle is written. */
  public boolean onlyAudits() {
    return running == null
        && waiting.isEmpty()
        && revisions.isEmpty()
        && audit != null
        && !audit.unaudited().isEmpty();
  }

  /** The revision that answers now, if any. */
  public java.util.Optional<Revision> live() {
    return revisions.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(revisions.getLast());
  }
}
