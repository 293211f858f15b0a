package dev.slipway.workflows.model;

import dev.slipway.api.Target;
import org.jspecify.annotations.Nullable;

/** Something to be done in the way of one target. */
public interface OnTarget {
  /** The target; null in what was written before there were several, which means Lambda. */
  @Nullable Target target();
}
