package dev.slipway.workflows.timeline;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import java.util.List;

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

  /** What happened, in order; each carries the id of the event that reported it. */
  public static List<TimelineEvent> events(List<HistoryEvent> history) {
    var reader = new HistoryReader();
    history.forEach(reader::read);
    return reader.happened();
  }
}
