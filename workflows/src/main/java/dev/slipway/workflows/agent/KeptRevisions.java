package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.turn.Revision;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The revisions that are kept, and what the others left behind. Plain state. */
final class KeptRevisions {
  /** Enough to roll back past a bad week, in addition to the live one. */
  private static final int MAX_EARLIER = 10;

  /**
   * All of them share one payload, which Temporal limits to 2 MiB. An ordinary revision takes 3 KB;
   * of the largest legal ones, two or three are kept.
   */
  private static final int MAX_BYTES = 600_000;

  private final List<Revision> revisions;
  private final List<Leftover> leftovers;
  private int next;

  KeptRevisions(List<Revision> revisions, List<Leftover> leftovers, int next) {
    this.revisions = new ArrayList<>(revisions);
    this.leftovers = new ArrayList<>(leftovers);
    this.next = next;
  }

  List<Revision> all() {
    return List.copyOf(revisions);
  }

  int next() {
    return next;
  }

  Optional<Revision> live() {
    return revisions.isEmpty() ? Optional.empty() : Optional.of(revisions.getLast());
  }

  Optional<Revision> find(int number) {
    return revisions.stream().filter(revision -> revision.number() == number).findFirst();
  }

  boolean knows(DeploymentId deployment) {
    return revisions.stream().anyMatch(kept -> kept.deploymentId().equals(deployment));
  }

  /** The numbers that a rollback may name, newest first. */
  List<Integer> offered() {
    return revisions.reversed().stream().skip(1).map(Revision::number).toList();
  }

  void add(Revision revision) {
    revisions.add(revision);
    next = Math.max(next, revision.number() + 1);
  }

  /** The live revision has moved to these outputs. */
  void liveAt(Outputs outputs) {
    live().ifPresent(revision -> revisions.set(revisions.size() - 1, revision.at(outputs)));
  }

  /** The agent is gone, and the destroy has removed what was stored. */
  void clear() {
    revisions.clear();
    leftovers.clear();
    // What follows is another agent of the same name, although it may use this workflow.
    next = 1;
  }

  /** Drops the oldest ones that no deployment is about to reuse. */
  void dropAllBut(Set<Integer> needed) {
    Iterator<Revision> oldestFirst = List.copyOf(revisions).iterator();
    while (oldestFirst.hasNext() && tooMany()) {
      Revision revision = oldestFirst.next();
      boolean live = revision.equals(revisions.getLast());
      if (!live && !needed.contains(revision.number())) {
        revisions.remove(revision);
        leftovers.add(Leftover.of(revision));
      }
    }
  }

  private boolean tooMany() {
    return revisions.size() - 1 > MAX_EARLIER
        || revisions.stream().mapToInt(RevisionSize::of).sum() > MAX_BYTES;
  }

  /** What may be removed now; excludes keys that a kept revision also reads. */
  List<Leftover> leftovers() {
    return leftovers.stream().map(this::withoutSharedKeys).toList();
  }

  private Leftover withoutSharedKeys(Leftover leftover) {
    boolean shared =
        leftover.secret() != null
            && revisions.stream().anyMatch(kept -> leftover.secret().equals(kept.secret()));
    return shared ? leftover.withoutSecret() : leftover;
  }

  void removed(List<Leftover> gone) {
    Set<Object> ids = new java.util.HashSet<>(gone.stream().map(Leftover::deploymentId).toList());
    leftovers.removeIf(leftover -> ids.contains(leftover.deploymentId()));
  }
}
