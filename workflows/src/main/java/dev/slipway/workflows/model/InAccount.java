package dev.slipway.workflows.model;

import org.jspecify.annotations.Nullable;

/** Something to be done in an account. */
public interface InAccount {
  /** The role that leads there; null for the workers' own account. */
  @Nullable AccountRole role();
}
