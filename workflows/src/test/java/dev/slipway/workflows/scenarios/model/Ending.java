package dev.slipway.workflows.scenarios.model;

import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.Status;
import org.jspecify.annotations.Nullable;

/** Where a deployment stands, and what it failed of once it has ended badly. */
public record Ending(Status status, @Nullable FailureType failure) {
  @Override
  public String toString() {
    return status.wireName() + (failure == null ? "" : " (" + failure.wireName() + ")");
  }
}
