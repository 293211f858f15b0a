package dev.slipway.workflows.agent;

import dev.slipway.workflows.audit.AuditState;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.turn.Revision;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything an agent remembers; it survives continue-as-new and stands in the workflow's memo, so
 * that it can be read while no worker is up.
 *
 * @param agentName the function name people know the agent by
 * @param running the deployment whose turn it is
 * @param waiting deployments in the order they came
 * @param revisions what went live and is kept, oldest first; the last one is live
 * @param audit how far the audit has come
 * @param places on which terms they run and wait
 * @param leftovers what revisions that are no longer kept have left behind
 * @param expiry when the agent is taken down by itself; absent for never
 * @param drift what the last look at the live agent has found; absent when nobody looked
 */
public record AgentState(
    AgentKey agent,
    String agentName,
    @Nullable DeploymentId running,
    List<DeploymentId> waiting,
    List<Revision> revisions,
    int nextRevision,
    AuditState audit,
    List<Place> places,
    List<Leftover> leftovers,
    @Nullable Expiry expiry,
    @Nullable DriftReport drift) {
  /** The key of this state in the workflow's memo. */
  public static final String MEMO = "agent";

  public AgentState {
    // A memo of another version may lack what this one has added, and the other way around.
    waiting = List.copyOf(Objects.requireNonNullElse(waiting, List.of()));
    revisions = List.copyOf(Objects.requireNonNullElse(revisions, List.of()));
    audit = Objects.requireNonNullElse(audit, AuditState.NONE);
    places = List.copyOf(Objects.requireNonNullElse(places, List.of()));
    leftovers = List.copyOf(Objects.requireNonNullElse(leftovers, List.of()));
  }

  public static AgentState fresh(AgentKey agent, String agentName) {
    return new AgentState(
        agent,
        agentName,
        null,
        List.of(),
        List.of(),
        1,
        AuditState.NONE,
        List.of(),
        List.of(),
        null,
        null);
  }

  /** Whether the agent is down, and only stays until the last bundle is written. */
  public boolean onlyAudits() {
    return running == null
        && waiting.isEmpty()
        && revisions.isEmpty()
        && !audit.unaudited().isEmpty();
  }

  /** Whether a deployment of that id has ended, and has left something or waits for its bundle. */
  public boolean remembers(DeploymentId id) {
    return revisions.stream().anyMatch(revision -> revision.deploymentId().equals(id))
        || leftovers.stream().anyMatch(leftover -> leftover.deploymentId().equals(id))
        || audit.unaudited().contains(id);
  }

  /** The revision that answers now, if any. */
  public Optional<Revision> live() {
    return revisions.isEmpty() ? Optional.empty() : Optional.of(revisions.getLast());
  }
}
