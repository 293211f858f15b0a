package dev.slipway.workflows.scenarios.model;

import dev.slipway.api.QueuePolicy;
import dev.slipway.workflows.scenarios.model.DeploymentModel.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One agent as it should be: its stack, its queue, its revisions and what is stored for it. */
final class AgentModel {
  /** In addition to the live one. */
  private static final int MAX_EARLIER = 10;

  final List<RevisionModel> revisions = new ArrayList<>();
  final List<DeploymentModel> waiting = new ArrayList<>();
  final TreeSet<String> objects = new TreeSet<>();
  final TreeSet<String> secrets = new TreeSet<>();
  @Nullable DeploymentModel running;
  @Nullable StackModel stack;

  /** On AgentCore callers reach what the endpoint live serves, whatever the stack is. */
  boolean onAgentCore;

  @Nullable StackModel served;
  @Nullable Instant expiry;
  int next = 1;

  /** How often it expired. */
  int takenDownByTtl;

  Optional<RevisionModel> live() {
    return revisions.isEmpty() ? Optional.empty() : Optional.of(revisions.getLast());
  }

  Optional<RevisionModel> find(int number) {
    return revisions.stream().filter(revision -> revision.number() == number).findFirst();
  }

  boolean busy() {
    return running != null || !waiting.isEmpty();
  }

  /** Whether it is being taken down. */
  boolean goesDown() {
    return running != null && running.destroys();
  }

  /** Those in the queue that make way for a newcomer; one that goes first is a rollback. */
  List<DeploymentModel> supersededBy(QueuePolicy policy, boolean first) {
    return waiting.stream()
        .filter(each -> !each.destroys())
        .filter(each -> policy == QueuePolicy.LATEST_WINS || (first && each.kind == Kind.ROLLBACK))
        .toList();
  }

  /** Changes what is live outside its template; false if nothing is. */
  boolean tamper() {
    StackModel reached = reached();
    if (reached == null) {
      return false;
    }
    if (onAgentCore) {
      served = reached.tamperedWith();
    } else {
      stack = reached.tamperedWith();
    }
    return true;
  }

  /** What callers reach. */
  private @Nullable StackModel reached() {
    if (onAgentCore) {
      return served;
    }
    return stack == null || stack.rolledBack() ? null : stack;
  }

  /** Whether nothing is running and nothing may start. */
  boolean idle(Instant now) {
    return running == null && waiting.stream().allMatch(each -> each.tooEarly(now));
  }

  void add(RevisionModel revision) {
    revisions.add(revision);
    next = revision.number() + 1;
    prune();
  }

  /** Drops the oldest ones that no deployment is about to reuse. */
  void prune() {
    if (revisions.isEmpty()) {
      return;
    }
    int tooMany = revisions.size() - 1 - MAX_EARLIER;
    List<RevisionModel> old =
        revisions.stream()
            .limit(revisions.size() - 1L)
            .filter(revision -> !reused(revision.number()))
            .limit(Math.max(0, tooMany))
            .toList();
    for (RevisionModel revision : old) {
      revisions.remove(revision);
      objects.remove(revision.deployment());
      if (revisions.stream().noneMatch(kept -> kept.key().equals(revision.key()))) {
        secrets.remove(revision.key());
      }
    }
  }

  private boolean reused(int number) {
    return waiting.stream().anyMatch(each -> each.revision == number);
  }

  /** Nothing stays except what belongs to waiting deployments. */
  void takeDown() {
    stack = null;
    served = null;
    revisions.clear();
    expiry = null;
    next = 1;
    List<String> spared = waiting.stream().map(each -> each.id).toList();
    objects.retainAll(spared);
    secrets.retainAll(spared);
  }

  AgentFacts facts() {
    StackModel reached = reached();
    return new AgentFacts(
        reached == null ? null : reached.answer(),
        revisions.stream().map(RevisionModel::toString).toList(),
        running == null ? null : running.id,
        waiting.stream().map(each -> each.id).toList(),
        new TreeSet<>(objects),
        new TreeSet<>(secrets));
  }
}
