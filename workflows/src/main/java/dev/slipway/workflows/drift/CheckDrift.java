package dev.slipway.workflows.drift;

import dev.slipway.workflows.model.AgentKey;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Compares a live agent with the revision recorded as live. */
@ActivityInterface
public interface CheckDrift {
  /** Only reads; fails with AccessDenied or Throttled if AWS does not answer at all. */
  @ActivityMethod(name = "checkDrift")
  DriftReport checkDrift(AgentKey agent);
}
