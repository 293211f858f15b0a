package dev.slipway.activities.audit;

import dev.slipway.api.DeploymentId;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.util.List;

/** Histories as the Temporal server keeps them. */
public record TemporalHistories(WorkflowClient client) implements Histories {
  @Override
  public List<HistoryEvent> of(DeploymentId id) {
    try {
      return client.fetchHistory(id.value()).getEvents();
    } catch (StatusRuntimeException failure) {
      if (failure.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return List.of();
      }
      throw failure;
    }
  }
}
