package dev.slipway.activities.stack;

import dev.slipway.storage.aws.AwsFailures;
import dev.slipway.workflows.failure.BlockedResource;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.steps.StackWaits;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Deletes stacks and frees those that are stuck; every operation is awaited. */
public final class StackOperations {
  /** A delete during a running create can fail at first. */
  private static final int MAX_DELETES = 3;

  private final CloudClients clients;
  private final StackFollower follower;
  private final StackReader reader;
  private final StackEvents events;

  public StackOperations(CloudClients clients) {
    this.clients = clients;
    this.follower = new StackFollower(clients);
    this.reader = new StackReader(clients);
    this.events = new StackEvents(clients);
  }

  /** Deletes the stack and waits until it is gone; fails with StackBusy if it stays. */
  public void delete(String region, String stackId) {
    var deadline = Deadline.in(StackWaits.OWN_OPERATION);
    for (int attempt = 1; attempt <= MAX_DELETES; attempt++) {
      follower.settle(region, stackId, deadline);
      clients.cloudFormation(region).deleteStack(request -> request.stackName(stackId));
      if (awaitDeleted(region, stackId, deadline)) {
        return;
      }
    }
    throw undeletable(region, stackId).toException();
  }

  private boolean awaitDeleted(String region, String stackId, Deadline deadline) {
    var pace = new Pace(clients.emulated());
    // AWS may show the old status for a moment after it accepted the delete.
    for (int look = 0; look < 3; look++) {
      if (follower.settle(region, stackId, deadline) == StackStatus.DELETE_COMPLETE) {
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

  /**
   * Continues a rollback that stopped and waits for its end; fails with RollbackStuck when it stops
   * again.
   *
   * @param skipped what stays unchanged, by logical id; a person must have agreed to it
   */
  public void continueRollback(String region, String stackId, List<String> skipped) {
    var before = events.newest(region, stackId);
    try {
      clients
          .cloudFormation(region)
          .continueUpdateRollback(
              request -> {
                request.stackName(stackId);
                if (!skipped.isEmpty()) {
                  request.resourcesToSkip(skipped);
                }
              });
    } catch (CloudFormationException e) {
      throw refused(region, stackId, e);
    }
    var deadline = Deadline.in(StackWaits.OWN_OPERATION);
    var status = follower.settle(region, stackId, deadline);
    var pace = new Pace(clients.emulated());
    // AWS may show the old status for a moment after it accepted the call.
    for (int look = 0; look < 3 && unmoved(region, stackId, status, before); look++) {
      pace.pause();
      status = follower.settle(region, stackId, deadline);
    }
    if (Condition.of(status) == Condition.HEALTHY) {
      return;
    }
    var blocked = events.blockers(region, stackId);
    throw stuck(
            "The stack's rollback was continued and stopped again%s."
                .formatted(blocked.isEmpty() ? "" : " at " + ids(blocked)),
            blocked,
            "%s: %s (expected: UPDATE_ROLLBACK_COMPLETE)".formatted(stackId, status))
        .toException();
  }

  private boolean unmoved(
      String region, String stackId, StackStatus status, @Nullable String before) {
    return Condition.of(status) == Condition.ROLLBACK_STUCK
        && Objects.equals(before, events.newest(region, stackId));
  }

  /**
   * Only a refusal of the request itself is about the stack; the rest is permissions, rate limits,
   * network.
   */
  private RuntimeException refused(String region, String stackId, CloudFormationException e) {
    if (e.awsErrorDetails() == null || !"ValidationError".equals(e.awsErrorDetails().errorCode())) {
      return e;
    }
    return stuck(
            "CloudFormation refused to continue the stack's rollback.",
            events.blockers(region, stackId),
            e.awsErrorDetails().errorMessage())
        .toException(e);
  }

  private static Failure stuck(String message, List<BlockedResource> blocked, String seen) {
    var evidence = new ArrayList<>(blocked.stream().map(BlockedResource::line).toList());
    evidence.add(seen);
    var failure = Failure.of(FailureType.ROLLBACK_STUCK, message, evidence);
    return blocked.isEmpty()
        ? failure
        : failure.withNextAction(
            ("Fix %s, then retry; or let the rollback skip it: slipway retry ID %s"
                    + " (a deployment with --on-failure park waits for that).")
                .formatted(
                    ids(blocked),
                    String.join(
                        " ",
                        blocked.stream()
                            .map(one -> "--skip-resource " + one.logicalId())
                            .toList())));
  }

  private static String ids(List<BlockedResource> blocked) {
    return String.join(", ", blocked.stream().map(BlockedResource::logicalId).toList());
  }
}
