package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.audit.AuditHead;
import dev.slipway.workflows.audit.AuditState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which ended deployments have no bundle yet. Plain state, no Temporal calls. */
final class AuditBacklog {
  /** Enough for days of an unreachable store; more would not fit into a memo. */
  private static final int MOST = 500;

  private final Deque<DeploymentId> unaudited;
  private @Nullable AuditHead head;
  private @Nullable String trouble;

  AuditBacklog(AuditState start) {
    unaudited = new ArrayDeque<>(start.unaudited());
    head = start.head();
    trouble = start.trouble();
  }

  AuditState state() {
    return new AuditState(List.copyOf(unaudited), head, trouble);
  }

  /** A deployment has ended; reported twice, it is recorded once. */
  void ended(DeploymentId id) {
    if (unaudited.contains(id)) {
      return;
    }
    if (unaudited.size() == MOST) {
      unaudited.removeFirst();
      trouble = "%d bundles were waiting to be written; the oldest was dropped".formatted(MOST);
    }
    unaudited.add(id);
  }

  boolean isEmpty() {
    return unaudited.isEmpty();
  }

  Optional<DeploymentId> first() {
    return Optional.ofNullable(unaudited.peekFirst());
  }

  @Nullable AuditHead head() {
    return head;
  }

  void written(DeploymentId id, AuditHead newHead) {
    unaudited.remove(id);
    head = newHead;
    trouble = null;
  }

  /** Returns whether that is news: it is not while the same bundle is tried again. */
  boolean failed(DeploymentId id, String why) {
    String about = id + ": ";
    boolean news = trouble == null || !trouble.startsWith(about);
    trouble = about + why;
    return news;
  }

  /** There will never be a bundle for it. */
  void givenUp(DeploymentId id, String why) {
    unaudited.remove(id);
    trouble = id + ": " + why;
  }

  String describe() {
    if (unaudited.isEmpty() && trouble == null) {
      return "";
    }
    return " Without an audit bundle: %d.%s"
        .formatted(unaudited.size(), trouble == null ? "" : " " + trouble);
  }
}
