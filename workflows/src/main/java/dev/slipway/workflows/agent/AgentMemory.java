package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Status;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.Reuse;
import dev.slipway.workflows.turn.Revision;
import dev.slipway.workflows.turn.Turn;
import dev.slipway.workflows.turn.TurnEnded;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an agent knows: what runs, what waits, what is live. Plain state, no Temporal calls. */
final class AgentMemory {
  private final AgentState start;
  private AgentKey agent;
  private final TurnQueue queue;
  private final KeptRevisions revisions;
  private final AuditBacklog backlog;
  private @Nullable Expiry expiry;
  private boolean asked;
  private @Nullable DriftReport drift;
  private @Nullable Integer drifted;
  private boolean announced;
  private @Nullable String projectId;

  AgentMemory(AgentState start) {
    this.start = start;
    this.agent = start.agent();
    this.queue = new TurnQueue(start);
    this.revisions = new KeptRevisions(start.revisions(), start.leftovers(), start.nextRevision());
    this.backlog = new AuditBacklog(start.audit());
    this.expiry = start.expiry() == null ? null : start.expiry().asOf(queue);
    this.asked = !start.equals(AgentState.fresh(start.agent(), start.agentName()));
    this.drift = start.drift();
    this.drifted = start.drifted();
    this.announced = start.announced();
    this.projectId = start.projectId();
  }

  AgentState state() {
    return new AgentState(
        agent,
        start.agentName(),
        queue.running().orElse(null),
        queue.waiting(),
        revisions.all(),
        revisions.next(),
        backlog.state(),
        queue.places(),
        revisions.leftovers(),
        expiry,
        drift,
        announced,
        projectId,
        drifted);
  }

  /** The agent, reached as whoever asked for something last reached it. */
  AgentKey agent() {
    return agent;
  }

  /** What the agent does by itself, it does in nobody's name. */
  void reachedAs(AgentKey asked) {
    agent = agent.by(asked.role()).on(null);
  }

  /**
   * Keeps what a check found.
   *
   * @return the live revision, if it is news that it has drifted: it is not while no check has
   *     found it as deployed, whatever else differs by then
   */
  Optional<Revision> drift(DriftReport found) {
    drift = found;
    return switch (found.status()) {
      case DRIFTED -> {
        Optional<Revision> news = revisions.live().filter(live -> isNews(live, found.revision()));
        news.ifPresent(live -> drifted = live.number());
        yield news;
      }
      case IN_SYNC -> {
        drifted = null;
        yield Optional.empty();
      }
      case UNKNOWN -> Optional.empty();
    };
  }

  /** A check may have begun before the revision went live. */
  private boolean isNews(Revision live, @Nullable Integer checked) {
    return Objects.equals(checked, live.number()) && !Objects.equals(drifted, live.number());
  }

  /** What was found of an agent that is gone says nothing of the next one. */
  void forgetDrift() {
    drift = null;
    drifted = null;
  }

  TurnQueue queue() {
    return queue;
  }

  KeptRevisions revisions() {
    return revisions;
  }

  AuditBacklog backlog() {
    return backlog;
  }

  /**
   * Whether an id is taken. Temporal forgets a deployment sooner than the agent forgets its
   * revision, whose code and keys a second deployment with that id would remove as its own.
   */
  boolean knows(DeploymentId id) {
    return queue.knows(id) || state().remembers(id);
  }

  void enqueue(DeploymentId id, boolean first) {
    queue.enqueue(id, first);
    asked = true;
  }

  /** Promotes the next deployment that may start to running; false if none may. */
  boolean takeNext(Instant now) {
    return queue.takeNext(now);
  }

  /** The turn of the running deployment. */
  Turn turn() {
    Revision live = revisions.live().orElse(null);
    return new Turn(revisions.next(), live, source(live));
  }

  private @Nullable Revision source(@Nullable Revision live) {
    Reuse reuse = queue.running().map(id -> queue.place(id).reuse()).orElse(null);
    if (reuse == null) {
      return null;
    }
    return reuse.revision() == null ? live : revisions.find(reuse.revision()).orElse(null);
  }

  Admission admission(DeploymentId id, boolean repeated) {
    return new Admission(id, queue.ahead(id), repeated);
  }

  /** The agent has received a request: it starts with this one, or was there before. */
  void asked() {
    asked = true;
  }

  /**
   * The same, from a server that reaches the agent in this way.
   *
   * @param announces whether it has receivers of notices
   */
  void asked(AgentKey reached, boolean announces) {
    asked();
    reachedAs(reached);
    announced = announces;
  }

  /** The project that the agent is deployed for. */
  void belongsTo(@Nullable String project) {
    projectId = project;
  }

  @Nullable String projectId() {
    return projectId;
  }

  /** Whether what the agent does by itself is announced, as what was asked for last. */
  boolean announced() {
    return announced;
  }

  /** A deployment is waiting; it gets a place in the queue if it has none. */
  void takeIn(Place place) {
    if (!queue.knows(place.id())) {
      queue.takeIn(place);
      asked = true;
    }
  }

  /**
   * A deployment reports its end. What went live counts even if the deployment is not known: an
   * earlier run, part of whose memory was lost, may have started it.
   */
  void reported(TurnEnded ended) {
    asked = true;
    boolean news =
        ended.agentGone() || (ended.revision() != null && !revisions.knows(ended.deploymentId()));
    if (queue.knows(ended.deploymentId()) || news) {
      take(ended);
    }
  }

  /** A deployment's workflow has closed; it has already reported, unless something prevented it. */
  void closed(DeploymentId id, @Nullable TurnEnded ended) {
    if (ended == null) {
      lost(id);
    } else if (queue.knows(id)) {
      take(ended);
    }
  }

  private void take(TurnEnded ended) {
    asked = true;
    Expiry tried = takenDownBy(ended.deploymentId());
    forget(ended.deploymentId());
    if (ended.agentGone()) {
      revisions.clear();
      expiry = null;
    } else if (tried != null && ended.status() == Status.FAILED) {
      expiry = tried.tomorrow();
    }
    if (ended.liveAgain() != null) {
      revisions.liveAt(ended.liveAgain());
    }
    if (ended.revision() != null) {
      revisions.add(ended.revision());
      expiry = Expiry.of(ended.revision()).orElse(null);
    }
    letGo();
  }

  /** Forgets a deployment that no longer exists, except for its audit. */
  void lost(DeploymentId id) {
    asked = true;
    forget(id);
    letGo();
  }

  private void forget(DeploymentId id) {
    if (takenDownBy(id) != null) {
      // Whoever stopped it wants the agent to live on.
      expiry = null;
    }
    if (queue.forget(id)) {
      backlog.ended(id);
    }
  }

  private void letGo() {
    revisions.dropAllBut(queue.reused());
  }

  private @Nullable Expiry takenDownBy(DeploymentId id) {
    return expiry != null && id.equals(expiry.destroy()) ? expiry : null;
  }

  Optional<Expiry> expiry() {
    return Optional.ofNullable(expiry);
  }

  void expires(@Nullable Expiry next) {
    expiry = next;
  }

  /** The expiry, once it is due and nothing is running: a deployment may reset it. */
  Optional<Expiry> due(Instant now) {
    return expiry().filter(set -> set.due(now) && queue.idle(now) && revisions.live().isPresent());
  }

  /** When there is next something to do that no event will announce; empty if there is not. */
  Optional<Instant> nextMoment(Instant now) {
    return Stream.concat(
            queue.nextMoment(now).stream(),
            expiry().filter(set -> set.destroy() == null).map(Expiry::at).stream())
        .filter(moment -> moment.isAfter(now))
        .min(Instant::compareTo);
  }

  /** Whether the agent was taken down or never went live, and nothing is pending. */
  boolean retired() {
    return asked && revisions.live().isEmpty() && queue.empty();
  }

  String describe() {
    Optional<Revision> live = revisions.live();
    return "Live: %s. Running: %s. Waiting: %d.%s"
        .formatted(
            live.map(revision -> "revision " + revision.number()).orElse("nothing"),
            queue.running().map(DeploymentId::value).orElse("nothing"),
            queue.waiting().size(),
            backlog.describe());
  }
}
