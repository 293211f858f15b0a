package dev.slipway.activities.stack;

import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** What a stack consists of, and whether it is gone with the stack. */
public final class StackResources {
  private static final String ROLE = "AWS::IAM::Role";

  /** With these statuses a resource is not the stack's: never created, or already gone. */
  private static final Set<ResourceStatus> NOT_OURS =
      Set.of(ResourceStatus.CREATE_FAILED, ResourceStatus.DELETE_COMPLETE);

  private final CloudClients clients;
  private final StackReader reader;

  public StackResources(CloudClients clients) {
    this.clients = clients;
    this.reader = new StackReader(clients);
  }

  /** Everything the stack has in AWS now; what it failed to create may be someone else's. */
  public List<StackResourceSummary> present(String region, String stackId) {
    return reader.resources(region, stackId).stream()
        .filter(resource -> resource.physicalResourceId() != null)
        .filter(resource -> !resource.physicalResourceId().isBlank())
        .filter(resource -> !NOT_OURS.contains(resource.resourceStatus()))
        .toList();
  }

  /** Checks for a resource after its stack is gone, and removes a log group that reappeared. */
  public LedgerEntry afterwards(String region, StackResourceSummary resource) {
    return afterwards(region, resource.resourceType(), resource.physicalResourceId());
  }

  /** As {@link #afterwards(String, StackResourceSummary)}, when only type and id are known. */
  public LedgerEntry afterwards(String region, String type, String id) {
    boolean remains =
        switch (type) {
          case "AWS::Lambda::Function" -> functionRemains(region, id);
          case ROLE -> roleRemains(region, id);
          case "AWS::Logs::LogGroup" ->
              id.startsWith(LogGroups.LAMBDA) && logGroupRemains(region, id);
          default -> false;
        };
    return remains
        ? new LedgerEntry(type, id, LedgerAction.FAILED, "It outlived its stack.")
        : new LedgerEntry(type, id, LedgerAction.DELETED, "It was part of the stack.");
  }

  /** Whether no role of the stack was deleted, so far as this worker may know. */
  public boolean hasItsRoles(String region, String stackId) {
    return present(region, stackId).stream()
        .filter(resource -> resource.resourceType().equals(ROLE))
        .allMatch(role -> isReadable(region, role.physicalResourceId()));
  }

  private boolean isReadable(String region, String role) {
    try {
      return roleRemains(region, role);
    } catch (IamException e) {
      return false; // The worker reads roles of some names only.
    }
  }

  private boolean functionRemains(String region, String name) {
    try {
      clients.lambda(region).getFunction(request -> request.functionName(name));
      return true;
    } catch (ResourceNotFoundException e) {
      return false;
    }
  }

  private boolean roleRemains(String region, String name) {
    try {
      clients.iam(region).getRole(request -> request.roleName(name));
      return true;
    } catch (NoSuchEntityException e) {
      return false;
    }
  }

  /**
   * A last invocation can write after the delete, and Lambda then creates the group again. If there
   * is a function of that name again, the group belongs to it and stays.
   */
  private boolean logGroupRemains(String region, String name) {
    var logs = clients.logs(region);
    if (!LogGroups.exists(logs, name)
        || functionRemains(region, name.substring(LogGroups.LAMBDA.length()))) {
      return false;
    }
    logs.deleteLogGroup(request -> request.logGroupName(name));
    return LogGroups.exists(logs, name);
  }
}
