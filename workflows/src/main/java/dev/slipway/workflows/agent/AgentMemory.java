package dev.slipway.workflows.agent;

import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.turn.Revision;
import dev.slipway.workflows.turn.Turn;
import dev.slipway.workflows.turn.TurnEnded;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an agent knows: who runs, who waits, what is live. Plain state, no Temporal calls. */
final class AgentMemory {
  /** More than fifty deployments waiting for one agent is a loop somewhere, not a wish. */
  private static final int MOST_WAITING = 50;

  /** Enough to roll back over a bad week; older ones are in the audit bundles. */
  private static final int MOST_REVISIONS = 10;

  private final AgentState start;
  private final Deque<DeploymentId> waiting;
  private final List<Revision> revisions;
  private final Set<DeploymentId> starting = new HashSet<>();
  private final Set<DeploymentId> startedHere = new HashSet<>();
  private final AuditBacklog backlog;
  private @Nullable DeploymentId running;
  private int nextRevision;
  private boolean admittedSomething;

  AgentMemory(AgentState start) {
    this.start = start;
    this.waiting = new ArrayDeque<>(start.waiting());
    this.revisions = new ArrayList<>(start.revisions());
    this.backlog = new AuditBacklog(start.audit());
    this.running = start.running();
    this.nextRevision = start.nextRevision();
    this.admittedSomething = start.running() != null || !start.waiting().isEmpty();
  }

  AgentState state() {
    return new AgentState(
        start.agent(),
        start.agentName(),
        running,
        List.copyOf(waiting),
        List.copyOf(revisions),
        nextRevision,
        backlog.state());
  }

  AuditBacklog backlog() {
    return backlog;
  }

  Optional<DeploymentId> running() {
    return Optional.ofNullable(running);
  }

  boolean full() {
    return waiting.size() + starting.size() >= MOST_WAITING;
  }

  boolean knows(DeploymentId id) {
    return id.equals(running) || waiting.contains(id) || starting.contains(id);
  }

  /** A deployment is being started; it can't be given a turn before it is there. */
  void admitting(DeploymentId id) {
    starting.add(id);
  }

  void enqueue(DeploymentId id) {
    starting.remove(id);
    waiting.add(id);
    admittedSomething = true;
    startedHere.add(id);
  }

  /** Whether the running deployment is the child of an earlier run. */
  boolean runsAnInheritedDeployment() {
    return running != null && !startedHere.contains(running);
  }

  /** Makes the first waiting deployment the running one; false when none waits. */
  boolean takeNext() {
    running = waiting.poll();
    return running != null;
  }

  Turn turn() {
    return new Turn(nextRevision, revisions.isEmpty() ? null : revisions.getLast());
  }

  Admission admission(DeploymentId id, boolean repeated) {
    int ahead = id.equals(running) ? 0 : waiting.size() - 1 + (running == null ? 0 : 1);
    return new Admission(id, Math.max(0, ahead), repeated);
  }

  void ended(TurnEnded ended) {
    if (!knows(ended.deploymentId())) {
      return;
    }
    lost(ended.deploymentId());
    if (ended.agentGone()) {
      revisions.clear();
      // What comes next is another agent of the same name, though it may come to this workflow.
      nextRevision = 1;
    }
    if (ended.revision() != null) {
      revisions.add(ended.revision());
      nextRevision = ended.revision().number() + 1;
    }
    while (revisions.size() > MOST_REVISIONS) {
      revisions.removeFirst();
    }
  }

  /** Forgets a deployment that is no longer there, but for its audit. */
  void lost(DeploymentId id) {
    starting.remove(id);
    startedHere.remove(id);
    boolean wasWaiting = waiting.remove(id);
    boolean wasRunning = id.equals(running);
    if (wasRunning) {
      running = null;
    }
    if (wasWaiting || wasRunning) {
      backlog.ended(id);
    }
  }

  /** Whether the agent was taken down, or never went live, and nothing more is to come. */
  boolean retired() {
    return admittedSomething
        && revisions.isEmpty()
        && running == null
        && waiting.isEmpty()
        && starting.isEmpty();
  }

  String describe() {
    String live = revisions.isEmpty() ? "nothing" : "revision " + revisions.getLast().number();
    return "Live: %s. Running: %s. Waiting: %d.%s"
        .formatted(live, running == null ? "nothing" : running, waiting.size(), backlog.describe());
  }
}
