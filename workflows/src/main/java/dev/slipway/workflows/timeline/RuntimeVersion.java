package dev.slipway.workflows.timeline;

import io.temporal.api.history.v1.HistoryEvent;
import org.jspecify.annotations.Nullable;

/** Which build of Slipway does a workflow: that of the worker which did its last task. */
final class RuntimeVersion {
  private @Nullable String build;

  /** Takes any event; a worker says with each task that it completes which build it is. */
  void read(HistoryEvent event) {
    if (event.hasWorkflowTaskCompletedEventAttributes()) {
      var done = event.getWorkflowTaskCompletedEventAttributes();
      String id = done.getDeploymentVersion().getBuildId();
      build = id.isEmpty() ? null : id;
    }
  }

  /** Absent if the worker belongs to no build. */
  @Nullable String build() {
    return build;
  }
}
