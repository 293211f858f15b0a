package dev.slipway.workflows.turn;

import dev.slipway.workflows.failure.Failure;

/**
 * Tells a deployment that its agent has withdrawn it: a waiting one ends, a running one is canceled
 * and undoes what it did.
 */
public record Withdrawal(Failure why) {
  /** The deployment's signal for it. */
  public static final String SIGNAL = "withdraw";
}
