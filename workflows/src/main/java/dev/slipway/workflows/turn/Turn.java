package dev.slipway.workflows.turn;

import org.jspecify.annotations.Nullable;

/**
 * Tells a waiting deployment that it may begin.
 *
 * @param revision the number it will have if it goes live
 * @param live the revision that is live now; absent for a first deployment
 */
public record Turn(int revision, @Nullable Revision live) {}
