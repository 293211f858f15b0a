package dev.slipway.workflows.temporal;

/** Task queues by kind of work. */
public final class TaskQueues {
  /** Workflow code: quick, no I/O. */
  public static final String PLAN = "plan";

  /** CPU bound: as many slots as cores. */
  public static final String BUILD = "build";

  /** Quick queries someone is waiting for; they must not queue behind builds that take minutes. */
  public static final String CHECK = "check";

  /** Waiting for AWS: many slots, rate-limited. */
  public static final String CLOUD = "cloud";

  /** Calls to receivers of notices, which may be slow: they must not hold up anything else. */
  public static final String NOTICES = "notices";

  private TaskQueues() {}
}
