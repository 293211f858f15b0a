package dev.slipway.workflows.ownership;

import dev.slipway.workflows.model.DeploymentId;

/** What Temporal knows of deployments. */
@FunctionalInterface
public interface Standings {
  /** How far a deployment has come. */
  enum Standing {
    /** It waits, runs or is parked. */
    OPEN,
    /** It has ended, whatever became of it. */
    CLOSED,
    /** It was never admitted, or Temporal no longer keeps its history. */
    UNKNOWN
  }

  Standing of(DeploymentId id);
}
