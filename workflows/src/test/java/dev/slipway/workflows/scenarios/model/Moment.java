package dev.slipway.workflows.scenarios.model;

/** When a scenario interferes with a call. */
public enum Moment {
  /** Nothing has been done yet. */
  BEFORE,
  /** It has been done, and not yet reported. */
  AFTER
}
