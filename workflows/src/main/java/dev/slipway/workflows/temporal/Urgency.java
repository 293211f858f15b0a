package dev.slipway.workflows.temporal;

import io.temporal.common.Priority;

/** Which activity a worker takes first when more wait than it has slots for. */
public enum Urgency {
  /** What a failed deployment left is live until it is undone; or a person waits for an answer. */
  FIRST(1),
  /** Steps of deployments. */
  USUAL(3),
  /** What no one waits for: checks for drift, audit bundles, leftovers of old revisions. */
  LATER(5);

  private final int key;

  Urgency(int key) {
    this.key = key;
  }

  /** For the options of an activity. */
  public Priority priority() {
    return Priority.newBuilder().setPriorityKey(key).build();
  }
}
