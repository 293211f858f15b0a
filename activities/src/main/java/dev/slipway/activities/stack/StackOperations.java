package dev.slipway.activities.stack;

import dev.slipway.storage.aws.AwsFailures;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Deletes stacks and frees those that are stuck; every operation is awaited. */
public final class StackOperations {
  /** A delete that meets a create at work can fail at first. */
  private static final int MOST_DELETES = 3;

  private final CloudClients clients;
  private final StackFollower follower;
  private final StackReader reader;

  public StackOperations(CloudClients clients) {
    this.clients = clients;
    this.follower = new StackFollower(clients);
    this.reader = new StackReader(clients);
  }

  /** Deletes the stack and waits until it is gone; fails with StackBusy where it stays. */
  public void delete(String region, String stackId) {
    for (int attempt = 1; attempt <= MOST_DELETES; attempt++) {
      follower.settle(region, stackId);
      clients.cloudFormation(region).deleteStack(request -> request.stackName(stackId));
      if (awaitDeleted(region, stackId)) {
        return;
      }
    }
    throw undeletable(region, stackId).toException();
  }

  private boolean awaitDeleted(String region, String stackId) {
    var pace = new Pace(clients.emulated());
    // AWS may show the old status for a moment after it accepted the delete.
    for (int look = 0; look < 3; look++) {
      if (follower.settle(region, stackId) == StackStatus.DELETE_COMPLETE) {
        return true;
      }
      pace.pause();
    }
    return false;
  }

  private Failure undeletable(String region, String stackId) {
    var kept = new ArrayList<String>();
    for (var resource : reader.resources(region, stackId)) {
      if (resource.resourceStatus() == ResourceStatus.DELETE_FAILED) {
        kept.add(
            "%s %s: %s"
                .formatted(
                    resource.resourceType(),
                    resource.physicalResourceId(),
                    resource.resourceStatusReason()));
      }
    }
    // Network interfaces of a function in a VPC take up to an hour: worth another try.
    var known = AwsFailures.explain(String.join("; ", kept), FailureType.STACK_BUSY);
    return new Failure(
        known.type(),
        "The stack could not be deleted yet.",
        kept.isEmpty() ? List.of(stackId) : kept,
        known.nextAction());
  }

  /** Continues a rollback that failed and waits for its end; fails with StackBroken otherwise. */
  public void continueRollback(String region, String stackId) {
    clients.cloudFormation(region).continueUpdateRollback(request -> request.stackName(stackId));
    var status = follower.settle(region, stackId);
    if (Condition.of(status) != Condition.HEALTHY) {
      throw Failure.of(
              FailureType.STACK_BROKEN,
              "The stack's rollback was continued and failed again.",
              "%s: %s (expected: UPDATE_ROLLBACK_COMPLETE)".formatted(stackId, status))
          .toException();
    }
  }
}
