package dev.slipway.workflows.deploy;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import org.jspecify.annotations.Nullable;

/**
 * What a list says about how a deployment went. It is kept in the workflow's memo, which Temporal
 * returns with its lists, so that none of them reads histories.
 *
 * @param revision the revision that went live; absent if none did
 * @param failure why it failed, is parked or ended early; absent if nothing went wrong
 * @param message that failure's sentence
 */
public record Outcome(
    @Nullable Integer revision, @Nullable FailureType failure, @Nullable String message) {
  /** The key of this in the workflow's memo. */
  public static final String MEMO = "outcome";

  /** Nothing is known, or there is nothing to say. */
  public static final Outcome NONE = new Outcome(null, null, null);

  public static Outcome live(int revision) {
    return new Outcome(revision, null, null);
  }

  public static Outcome failed(Failure failure) {
    return new Outcome(null, failure.type(), failure.message());
  }
}
