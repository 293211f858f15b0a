package dev.slipway.workflows.scenarios.run;

/**
 * The in-memory server has given out a workflow task, refused its completion ("invalid history
 * builder state for action", temporalio/sdk-java#3088) and never gives it out again. What the
 * product would have done is not known; the scenario has to be played on another server.
 */
final class TaskLost extends RuntimeException {
  private static final long serialVersionUID = 1;

  TaskLost(String what) {
    super(what);
  }
}
