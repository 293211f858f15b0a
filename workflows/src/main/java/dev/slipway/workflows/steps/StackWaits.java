package dev.slipway.workflows.steps;

import java.time.Duration;

/** How long a step may wait for CloudFormation; the limit of each step exceeds their sum. */
public final class StackWaits {
  /** Someone else's operation; after that the attempt fails, and the step is retried later. */
  public static final Duration FOREIGN_OPERATION = Duration.ofMinutes(10);

  /** Network interfaces of a function in a VPC take 20 to 40 min to appear or disappear. */
  public static final Duration OWN_OPERATION = Duration.ofMinutes(45);

  /** CloudFormation creates a change set within seconds, but takes minutes in an outage. */
  public static final Duration CHANGE_SET = Duration.ofMinutes(5);

  /** An operation in flight, then the delete of a stack that was never live, or a rollback. */
  public static final Duration HEALING = FOREIGN_OPERATION.plus(OWN_OPERATION);

  public static final Duration PREFLIGHT = HEALING;

  public static final Duration PLAN_CHANGE = HEALING.plus(CHANGE_SET);

  /** An operation in flight, then our own, then its rollback if it fails. */
  public static final Duration SAM_DEPLOY =
      FOREIGN_OPERATION.plus(OWN_OPERATION).plus(OWN_OPERATION);

  /** What this deployment left in flight, then a delete or a restore with a plan of its own. */
  public static final Duration UNDO = OWN_OPERATION.plus(CHANGE_SET).plus(OWN_OPERATION);

  private StackWaits() {}
}
