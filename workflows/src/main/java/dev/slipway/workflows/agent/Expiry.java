package dev.slipway.workflows.agent;

import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.turn.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the agent's time is over, and who says so.
 *
 * @param destroy what takes the agent down; absent until it is time
 */
public record Expiry(
    Instant at, String setBy, @Nullable String reason, @Nullable DeploymentId destroy) {
  /** Whatever kept the agent from being taken down was tried for hours; a day later it may pass. */
  private static final Duration AGAIN = Duration.ofDays(1);

  /** What a new revision brings along. */
  static Optional<Expiry> of(Revision revision) {
    return Optional.ofNullable(revision.expiresAt())
        .map(at -> new Expiry(at, revision.requestedBy(), revision.reason(), null));
  }

  /** The same without a destroy that was lost before it began, so that another one comes. */
  Expiry asOf(TurnQueue queue) {
    return destroy == null || queue.knows(destroy) ? this : new Expiry(at, setBy, reason, null);
  }

  boolean due(Instant now) {
    return destroy == null && !now.isBefore(at);
  }

  Expiry begun(DeploymentId by) {
    return new Expiry(at, setBy, reason, by);
  }

  Expiry tomorrow() {
    return new Expiry(at.plus(AGAIN), setBy, reason, null);
  }

  /** Why the agent is taken down, as one sentence. */
  String words() {
    return "Its time was over at %s, as %s had set it%s."
        .formatted(at, setBy, reason == null ? "" : " (" + reason + ")");
  }
}
