package dev.slipway.activities.stack;

import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** What a stack's status means for a deployment. */
public enum Condition {
  /** There is no stack. */
  ABSENT,
  /** Only a first plan exists. */
  PLANNED,
  /** Live, and open to changes. */
  HEALTHY,
  /** An operation is running. */
  BUSY,
  /** Its first create failed: it was never live and can only be deleted. */
  NEVER_LIVE,
  /** An update failed and so did its rollback, which can be continued. */
  ROLLBACK_STUCK,
  /** A deletion failed halfway: it no longer serves anyone and can only be deleted. */
  DELETE_STUCK,
  /** Only a person can tell what to do. */
  BROKEN;

  public static Condition of(StackStatus status) {
    return switch (status) {
      case DELETE_COMPLETE -> ABSENT;
      case REVIEW_IN_PROGRESS -> PLANNED;
      case CREATE_COMPLETE,
          UPDATE_COMPLETE,
          UPDATE_ROLLBACK_COMPLETE,
          IMPORT_COMPLETE,
          IMPORT_ROLLBACK_COMPLETE ->
          HEALTHY;
      case CREATE_IN_PROGRESS,
          ROLLBACK_IN_PROGRESS,
          DELETE_IN_PROGRESS,
          UPDATE_IN_PROGRESS,
          UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
          UPDATE_ROLLBACK_IN_PROGRESS,
          UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS,
          IMPORT_IN_PROGRESS,
          IMPORT_ROLLBACK_IN_PROGRESS ->
          BUSY;
      case CREATE_FAILED, ROLLBACK_COMPLETE, ROLLBACK_FAILED -> NEVER_LIVE;
      case UPDATE_ROLLBACK_FAILED -> ROLLBACK_STUCK;
      case DELETE_FAILED -> DELETE_STUCK;
      case UPDATE_FAILED, IMPORT_ROLLBACK_FAILED, UNKNOWN_TO_SDK_VERSION -> BROKEN;
    };
  }
}
