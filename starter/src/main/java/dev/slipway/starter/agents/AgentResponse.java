package dev.slipway.starter.agents;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentType;
import dev.slipway.api.QueuePolicy;
import dev.slipway.api.Target;
import dev.slipway.starter.views.AgentName;
import dev.slipway.starter.views.DriftResponse;
import dev.slipway.starter.views.Links;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.agent.Expiry;
import dev.slipway.workflows.agent.Place;
import dev.slipway.workflows.audit.AuditState;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.ProjectFacts;
import dev.slipway.workflows.model.Reuse;
import dev.slipway.workflows.model.RuntimeOutputs;
import dev.slipway.workflows.turn.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One agent: what is live, what was live, what is queued.
 *
 * @param note why this view is incomplete; absent when it is complete
 */
public record AgentResponse(
    AgentName agent,
    @Nullable RevisionResponse live,
    List<RevisionResponse> revisions,
    Queue queue,
    @Nullable Instant expiresAt,
    @Nullable Long ttlSeconds,
    @Nullable Expires expiry,
    @Nullable AuditState audit,
    @Nullable DriftResponse drift,
    Links.AgentLinks links,
    @Nullable String note) {

  /** What is in progress and what comes next. */
  public record Queue(
      @Nullable DeploymentId running, List<DeploymentId> waiting, List<Entry> entries) {}

  /**
   * A running or waiting request and its terms.
   *
   * @param type the target, or {@code destroy}
   */
  public record Entry(
      DeploymentId deploymentId,
      DeploymentType type,
      @Nullable Integer rollbackTo,
      QueuePolicy queuePolicy,
      @Nullable Instant notBefore,
      @Nullable Instant notAfter) {
    static Entry of(Place place, Target target) {
      Reuse reuse = place.reuse();
      return new Entry(
          place.id(),
          place.destroys() ? DeploymentType.DESTROY : DeploymentType.to(target),
          reuse == null ? null : reuse.revision(),
          place.terms().policy(),
          place.terms().notBefore(),
          place.terms().notAfter());
    }
  }

  /**
   * When the agent expires, and why then.
   *
   * @param deploymentId the deployment that destroys it; absent until then
   */
  public record Expires(
      Instant at, String setBy, @Nullable String reason, @Nullable DeploymentId deploymentId) {
    static Expires of(Expiry expiry) {
      return new Expires(expiry.at(), expiry.setBy(), expiry.reason(), expiry.destroy());
    }
  }

  /**
   * One version that went live.
   *
   * @param project the folder that was deployed; absent if one file was
   * @param rollbackOf the revision it restored; absent for other kinds
   * @param rollbackOffered whether a rollback may target it
   */
  public record RevisionResponse(
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
      @Nullable ProjectFacts project,
      @Nullable Integer rollbackOf,
      boolean rollbackOffered,
      Outputs outputs) {
    static RevisionResponse of(Revision revision, boolean live) {
      Reuse reuse = revision.reuse();
      return new RevisionResponse(
          revision.number(),
          revision.deploymentId(),
          revision.requestedBy(),
          revision.reason(),
          revision.liveSince(),
          revision.spec().memorySize(),
          revision.spec().timeout().toSeconds(),
          revision.spec().runtime().wireName(),
          revision.spec().architecture().wireName(),
          revision.bundle().archive().sha256(),
          revision.built().lock().sha256(),
          revision.built().layer().sha256(),
          revision.built().code().sha256(),
          revision.bundle().project(),
          reuse != null && reuse.kind() == Reuse.Kind.ROLLBACK ? reuse.revision() : null,
          !live,
          revision.outputs());
    }

    /** What it runs with, in a line; AgentCore gives its sessions memory as they need it. */
    public String configuration() {
      String size =
          switch (outputs) {
            case FunctionOutputs _ -> memorySize + " MB";
            case RuntimeOutputs _ -> "AgentCore";
          };
      return "%s, %d s, %s, %s".formatted(size, timeout, runtime, architecture);
    }
  }

  public static AgentResponse of(AgentState state, Links links) {
    Revision live = state.live().orElse(null);
    Expiry expiry = state.expiry();
    return new AgentResponse(
        links.name(state.agent(), state.agentName()),
        live == null ? null : RevisionResponse.of(live, true),
        state.revisions().reversed().stream()
            .map(revision -> RevisionResponse.of(revision, revision.equals(live)))
            .toList(),
        new Queue(
            state.running(),
            state.waiting(),
            state.places().stream().map(place -> Entry.of(place, target(live))).toList()),
        expiry == null ? null : expiry.at(),
        live == null || expiry == null
            ? null
            : (Long) Duration.between(live.liveSince(), expiry.at()).toSeconds(),
        expiry == null ? null : Expires.of(expiry),
        state.audit(),
        drift(state.drift(), live),
        links.ofAgent(state.agent()),
        null);
  }

  /** An agent stays on its target. */
  private static Target target(@Nullable Revision live) {
    return live == null ? Target.LAMBDA : live.spec().deploymentType();
  }

  AgentResponse noted(String why) {
    return new AgentResponse(
        agent, live, revisions, queue, expiresAt, ttlSeconds, expiry, audit, drift, links, why);
  }

  /** Findings about an earlier revision say nothing about this one. */
  private static @Nullable DriftResponse drift(
      @Nullable DriftReport found, @Nullable Revision live) {
    return found == null
            || live == null
            || !Objects.equals(found.revision(), (Integer) live.number())
        ? null
        : DriftResponse.of(found);
  }
}
