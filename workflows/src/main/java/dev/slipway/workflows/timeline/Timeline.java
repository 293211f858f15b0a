package dev.slipway.workflows.timeline;

import dev.slipway.workflows.model.ArtifactRef;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import java.util.List;
import java.util.Optional;

/** Projects a workflow's history into what people see. Pure functions. */
public final class Timeline {
  private Timeline() {}

  /**
   * The deployment as of the last event.
   *
   * @param history all events of a deploy or destroy workflow, oldest first
   * @param pending activities that run now, from a describe call; may be empty
   */
  public static DeploymentView view(List<HistoryEvent> history, List<PendingActivityInfo> pending) {
    var reader = new HistoryReader();
    history.forEach(reader::read);
    pending.forEach(reader::pending);
    return reader.view();
  }

  /** The code that was sent last, by the request or by a retry; nothing for a destroy. */
  public static Optional<ArtifactRef> code(List<HistoryEvent> history) {
    var facts = new RequestFacts();
    for (HistoryEvent event : history) {
      switch (event.getEventType()) {
        case EVENT_TYPE_WORKFLOW_EXECUTION_STARTED -> facts.read(event);
        case EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED -> facts.readUpdate(event);
        default -> {}
      }
    }
    return facts.code();
  }

  /** What happened, in order; each carries the id of the event that reported it. */
  public static List<TimelineEvent> events(List<HistoryEvent> history) {
    var reader = new HistoryReader();
    history.forEach(reader::read);
    return reader.happened();
  }
}
