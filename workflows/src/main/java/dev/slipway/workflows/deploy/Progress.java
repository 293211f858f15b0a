package dev.slipway.workflows.deploy;

import dev.slipway.api.Status;
import dev.slipway.workflows.notices.Notices;
import dev.slipway.workflows.temporal.Measured;
import dev.slipway.workflows.temporal.SearchAttributes;
import io.temporal.workflow.Workflow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a deployment's status into its own history, where it can be searched and read, and sends
 * the notices about it.
 */
public final class Progress {
  private final Notices notices;
  private Status status = Status.QUEUED;

  /** Absent in a deployment that an older version started, which replays without it. */
  private @Nullable Outcome written = (Outcome) Workflow.getMemo(Outcome.MEMO, Outcome.class);

  public Progress(Notices notices) {
    this.notices = notices;
  }

  public Status status() {
    return status;
  }

  /** Changes the status; {@code details} is what Temporal's own UI shows next to it. */
  public void become(Status next, String details) {
    boolean changes = next != status;
    if (changes) {
      status = next;
      Measured.became(next);
      Workflow.upsertTypedSearchAttributes(SearchAttributes.STATUS.valueSet(next.wireName()));
    }
    Workflow.setCurrentDetails(details);
    if (changes) {
      notices.became(next, details);
    }
  }

  /** The same; lists then say how it went. */
  public void become(Status next, String details, Outcome outcome) {
    if (written != null && !written.equals(outcome)) {
      written = outcome;
      Workflow.upsertMemo(Map.of(Outcome.MEMO, outcome));
    }
    become(next, details);
  }
}
