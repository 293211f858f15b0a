package dev.slipway.workflows.turn;

import org.jspecify.annotations.Nullable;

/**
 * Tells a waiting deployment that it may begin.
 *
 * @param revision the number it will have if it goes live
 * @param live the revision that is live now; absent for a first deployment
 * @param source the revision to deploy again, if the order asks for that and it is still kept
 */
public record Turn(int revision, @Nullable Revision live, @Nullable Revision source) {
  /** The deployment's signal for it. */
  public static final String SIGNAL = "yourTurn";

  /** The turn of a deployment that builds what it deploys. */
  public Turn(int revision, @Nullable Revision live) {
    this(revision, live, null);
  }
}
