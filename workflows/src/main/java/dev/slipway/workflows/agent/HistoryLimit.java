package dev.slipway.workflows.agent;

import io.temporal.workflow.Workflow;

/** When an agent continues in a new run, with a short history. */
final class HistoryLimit {
  /** A deployment takes about eight events; this leaves room for a full queue on top. */
  private static final int EVENTS = 1_000;

  /**
   * The server ends a workflow at 50 MB. One deployment of the largest legal request adds about 4
   * MB, so a run ends after it.
   */
  private static final long BYTES = 4L << 20;

  private HistoryLimit() {}

  /** Whether a run must end, although the next one learns less about the deployments it started. */
  static boolean reached() {
    var info = Workflow.getInfo();
    return info.isContinueAsNewSuggested() || info.getHistorySize() > BYTES;
  }

  /** Whether a run with nothing in progress should end. */
  static boolean near() {
    return Workflow.getInfo().getHistoryLength() > EVENTS;
  }
}
