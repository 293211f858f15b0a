package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.audit.AuditState;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.turn.Revision;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything an agent remembers; it survives continue-as-new and is kept in the workflow's memo, so
 * it can be read while no worker is up.
 *
 * @param agentName the function name people know the agent by
 * @param running the deployment whose turn it is
 * @param waiting deployments in the order they came
 * @param revisions the revisions kept, oldest first; the last one is live
 * @param audit how far the audit has got
 * @param places the terms on which they run and wait
 * @param leftovers what revisions that are no longer kept left behind
 * @param expiry when the agent is taken down automatically; absent for never
 * @param drift what the last check of the live agent found; absent if there was none
 * @param announced whether the server that asked for something last has receivers of notices
 * @param projectId the project of the last request to deploy it; absent for none
 * @param drifted the revision of which it is known that it has drifted, until a check finds it as
 *     deployed; absent for none
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
    @Nullable DriftReport drift,
    boolean announced,
    @Nullable String projectId,
    @Nullable Integer drifted) {
  /** The key of this state in the workflow's memo. */
  public static final String MEMO = "agent";

  public AgentState {
    // A memo written by another version may lack what this one has added, and vice versa.
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
        null,
        false,
        null,
        null);
  }

  /** The same with another way into the agent's account. */
  public AgentState at(AgentKey reached) {
    return new AgentState(
        reached,
        agentName,
        running,
        waiting,
        revisions,
        nextRevision,
        audit,
        places,
        leftovers,
        expiry,
        drift,
        announced,
        projectId,
        drifted);
  }

  /** Whether the agent is down and stays only until the last bundle is written. */
  public boolean onlyAudits() {
    return running == null
        && waiting.isEmpty()
        && revisions.isEmpty()
        && !audit.unaudited().isEmpty();
  }

  /** Whether a revision is live, or a deployment runs or waits. */
  public boolean inUse() {
    return live().isPresent() || running != null || !waiting.isEmpty();
  }

  /** Whether a deployment with that id has ended, and left something or awaits its bundle. */
  public boolean remembers(DeploymentId id) {
    return revisions.stream().anyMatch(revision -> revision.deploymentId().equals(id))
        || leftovers.stream().anyMatch(leftover -> leftover.deploymentId().equals(id))
        || audit.unaudited().contains(id);
  }

  /** The live revision, if any. */
  public Optional<Revision> live() {
    return revisions.isEmpty() ? Optional.empty() : Optional.of(revisions.getLast());
  }
}
