package dev.slipway.activities.audit;

import dev.slipway.api.DeploymentId;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.List;

/** Reads histories. */
@FunctionalInterface
public interface Histories {
  /** All events of a deployment, oldest first; empty when its history is gone. */
  List<HistoryEvent> of(DeploymentId id);
}
