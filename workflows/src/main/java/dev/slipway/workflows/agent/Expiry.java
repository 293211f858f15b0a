package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.turn.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the agent expires, and who set it.
 *
 * @param destroy the destroy that takes the agent down; absent until it is due
 */
public record Expiry(
    Instant at, String setBy, @Nullable String reason, @Nullable DeploymentId destroy) {
  /** Taking the agent down was already retried for hours; a day later it may succeed. */
  private static final Duration AGAIN = Duration.ofDays(1);

  /** The expiry that a new revision sets. */
  static Optional<Expiry> of(Revision revision) {
    return Optional.ofNullable(revision.expiresAt())
        .map(at -> new Expiry(at, revision.requestedBy(), revision.reason(), null));
  }

  /** The same without a destroy that was lost before it started, so that another one is started. */
  Expiry asOf(TurnQueue queue) {
    return destroy == null || queue.knows(destroy) ? this : new Expiry(at, setBy, reason, null);
  }

  boolean due(Instant now) {
    return destroy == null && !now.isBefore(at);
  }

  /** The same, which a destroy that begins at that time takes down. */
  Expiry begun(DeploymentId by, Instant now) {
    return new Expiry(now, setBy, reason, by);
  }

  Expiry tomorrow() {
    return new Expiry(at.plus(AGAIN), setBy, reason, null);
  }

  /** Why the agent is taken down, as one sentence. */
  String words() {
    return "It expired at %s, as set by %s%s."
        .formatted(at, setBy, reason == null ? "" : " (" + reason + ")");
  }
}
