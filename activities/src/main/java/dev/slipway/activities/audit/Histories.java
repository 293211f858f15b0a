package dev.slipway.activities.audit;

import dev.slipway.workflows.model.DeploymentId;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.List;

/** Where histories are read. */
@FunctionalInterface
public interface Histories {
  /** All events of a deployment, oldest first; none when nobody knows it any more. */
  List<HistoryEvent> of(DeploymentId id);
}
