package dev.slipway.workflows.deploy;

import dev.slipway.api.Status;
import dev.slipway.workflows.temporal.Measured;
import dev.slipway.workflows.temporal.SearchAttributes;
import io.temporal.workflow.Workflow;

/** Writes a deployment's status into its own history, where it can be searched and read. */
public final class Progress {
  private Status status = Status.QUEUED;

  public Status status() {
    return status;
  }

  /** Changes the status; {@code details} is what Temporal's own UI shows next to it. */
  public void become(Status next, String details) {
    if (next != status) {
      status = next;
      Measured.became(next);
      Workflow.upsertTypedSearchAttributes(SearchAttributes.STATUS.valueSet(next.wireName()));
    }
    Workflow.setCurrentDetails(details);
  }
}
