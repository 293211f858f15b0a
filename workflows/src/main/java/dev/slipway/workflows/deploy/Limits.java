package dev.slipway.workflows.deploy;

import java.time.Duration;

/** How long a deployment waits for people and for its turn. */
final class Limits {
  /** A long weekend: a deployment parked on Friday is still there on Monday. */
  static final Duration PARKED = Duration.ofHours(72);

  /** As long as a parked deployment; a plan older than that should be made again. */
  static final Duration AWAITING_APPROVAL = Duration.ofHours(72);

  private Limits() {}
}
