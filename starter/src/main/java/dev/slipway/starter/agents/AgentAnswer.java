package dev.slipway.starter.agents;

import dev.slipway.starter.views.AgentName;
import dev.slipway.starter.views.Links;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.audit.AuditState;
import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.Reuse;
import dev.slipway.workflows.turn.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One agent: what is live, what was, what waits. */
public record AgentAnswer(
    AgentName agent,
    @Nullable RevisionAnswer live,
    List<RevisionAnswer> revisions,
    Queue queue,
    @Nullable Instant expiresAt,
    @Nullable Long ttlSeconds,
    @Nullable AuditState audit,
    Links.AgentLinks links) {

  /** Whose turn it is and who comes next. */
  public record Queue(@Nullable DeploymentId running, List<DeploymentId> waiting) {}

  /**
   * One version that went live.
   *
   * @param rollbackOf the revision that it brought back; absent for another kind
   * @param rollbackOffered whether a rollback may name it
   */
  public record RevisionAnswer(
      int number,
      DeploymentId deploymentId,
      String requestedBy,
      @Nullable String reason,
      Instant liveSince,
      int memorySize,
      long timeout,
      String runtime,
      String architecture,
      String sourceSha256,
      String lockSha256,
      String layerSha256,
      String packageSha256,
      @Nullable Integer rollbackOf,
      boolean rollbackOffered,
      Outputs outputs) {
    static RevisionAnswer of(Revision revision, boolean live) {
      Reuse reuse = revision.reuse();
      return new RevisionAnswer(
          revision.number(),
          revision.deploymentId(),
          revision.requestedBy(),
          revision.reason(),
          revision.liveSince(),
          revision.spec().memoryMegabytes(),
          revision.spec().timeout().toSeconds(),
          revision.spec().runtime().wireName(),
          revision.spec().architecture().wireName(),
          revision.bundle().archive().sha256(),
          revision.built().lock().sha256(),
          revision.built().layer().sha256(),
          revision.built().code().sha256(),
          reuse != null && reuse.kind() == Reuse.Kind.ROLLBACK ? reuse.revision() : null,
          !live,
          revision.outputs());
    }
  }

  public static AgentAnswer of(AgentState state, Links links) {
    Revision live = state.live().orElse(null);
    Duration ttl = live == null ? null : live.spec().ttl();
    return new AgentAnswer(
        AgentName.of(state.agent(), state.agentName()),
        live == null ? null : RevisionAnswer.of(live, true),
        state.revisions().reversed().stream()
            .map(revision -> RevisionAnswer.of(revision, revision.equals(live)))
            .toList(),
        new Queue(state.running(), state.waiting()),
        live == null || ttl == null ? null : live.liveSince().plus(ttl),
        ttl == null ? null : ttl.toSeconds(),
        state.audit(),
        links.ofAgent(state.agent()));
  }
}
