package dev.slipway.workflows.turn;

import dev.slipway.workflows.failure.Failure;

/**
 * Tells a deployment that its agent no longer wants it: one that waits ends, one that runs is
 * canceled and takes back what it did.
 */
public record Withdrawal(Failure why) {
  /** The deployment's signal for it. */
  public static final String SIGNAL = "withdraw";
}
