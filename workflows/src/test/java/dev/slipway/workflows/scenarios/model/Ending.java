package dev.slipway.workflows.scenarios.model;

import dev.slipway.api.Status;
import dev.slipway.workflows.failure.FailureType;
import org.jspecify.annotations.Nullable;

/** The state of a deployment, and its failure if it has failed. */
public record Ending(Status status, @Nullable FailureType failure) {
  @Override
  public String toString() {
    return status.wireName() + (failure == null ? "" : " (" + failure.wireName() + ")");
  }
}
