package dev.slipway.workflows.ownership;

import dev.slipway.api.DeploymentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides which of an agent's deployments keep what they stored when the agent is taken down.
 *
 * <p>Code and keys are stored before a deployment is admitted, so a deployment waiting behind a
 * destroy already has them, as does a request that no workflow knows of yet.
 */
public final class Sparing {
  /**
   * A starter checks, stores and admits within a minute; an hour allows for workers that were down
   * in between. Temporal keeps the history of an ended deployment for at least a day, so anything
   * it does not know that is older than this belongs to no pending request.
   */
  public static final Duration ADMISSION = Duration.ofHours(1);

  private final Standings standings;
  private final Instant now;

  public Sparing(Standings standings, Instant now) {
    this.standings = standings;
    this.now = now;
  }

  /**
   * Why a deployment keeps what it has stored; empty if all of it may be removed.
   *
   * @param lastStored when it last stored something
   */
  public Optional<String> reason(DeploymentId id, Instant lastStored) {
    return switch (standings.of(id)) {
      case CLOSED -> Optional.empty();
      case OPEN -> Optional.of("Deployment %s has not ended.".formatted(id));
      case UNKNOWN ->
          lastStored.isBefore(now.minus(ADMISSION))
              ? Optional.empty()
              : Optional.of("It was stored just now, for a deployment that is being admitted.");
    };
  }
}
