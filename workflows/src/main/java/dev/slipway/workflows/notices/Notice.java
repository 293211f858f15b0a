package dev.slipway.workflows.notices;

import dev.slipway.api.Status;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * The news that a deployment has a status that people want to hear of.
 *
 * @param id the same in every attempt to deliver it, so that a receiver can tell a repetition
 * @param message the reason, as Temporal's own UI shows it
 */
public record Notice(String id, Instant time, Status status, String message, Subject subject) {
  /** Those that need a person, and every end. */
  public static final Set<Status> NEWS =
      Set.copyOf(
          EnumSet.of(
              Status.AWAITING_APPROVAL,
              Status.PARKED,
              Status.SUCCEEDED,
              Status.FAILED,
              Status.CANCELED));
}
