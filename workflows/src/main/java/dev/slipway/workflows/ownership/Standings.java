package dev.slipway.workflows.ownership;

import dev.slipway.api.DeploymentId;

/** What Temporal knows about deployments. */
@FunctionalInterface
public interface Standings {
  /** How far a deployment has got. */
  enum Standing {
    /** It is waiting, running or parked. */
    OPEN,
    /** It has ended, whatever the outcome. */
    CLOSED,
    /** It was never admitted, or Temporal no longer keeps its history. */
    UNKNOWN
  }

  Standing of(DeploymentId id);
}
