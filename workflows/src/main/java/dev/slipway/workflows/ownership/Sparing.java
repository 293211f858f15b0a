package dev.slipway.workflows.ownership;

import dev.slipway.workflows.model.DeploymentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which deployments of an agent keep what they have stored while the agent is taken down.
 *
 * <p>Code and keys are stored before a deployment is admitted, so what waits behind a destroy has
 * them already, and so has a request that no workflow knows of yet.
 */
public final class Sparing {
  /**
   * A front door checks, stores and admits within a minute; an hour allows for workers that were
   * away in between. Temporal keeps the history of an ended deployment for a day at least, so what
   * it does not know and is older than this belongs to nobody who is still to come.
   */
  public static final Duration ADMISSION = Duration.ofHours(1);

  private final Standings standings;
  private final Instant now;

  public Sparing(Standings standings, Instant now) {
    this.standings = standings;
    this.now = now;
  }

  /**
   * Why a deployment keeps what it has stored; nothing when all of it may go.
   *
   * @param lastStored when it stored something for the last time
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
