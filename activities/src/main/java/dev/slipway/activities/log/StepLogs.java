package dev.slipway.activities.log;

import dev.slipway.activities.heartbeat.Heartbeats;
import dev.slipway.api.DeploymentId;
import dev.slipway.storage.logs.LogStore;
import java.time.Clock;

/** Opens the log of a step. */
public final class StepLogs {
  private final LogStore store;
  private final Clock clock;

  public StepLogs(LogStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The log of the attempt that runs on this thread; close it when the step ends. */
  public StepLog open(String region, DeploymentId deployment, String step, Redaction redaction) {
    return StoredStepLog.start(
        new StoredStepLog.Destination(store, region, deployment, step, Heartbeats.attempt()),
        redaction,
        clock);
  }

  /** As {@link #open(String, DeploymentId, String, Redaction)}, masking known forms only. */
  public StepLog open(String region, DeploymentId deployment, String step) {
    return open(region, deployment, step, new Redaction());
  }
}
