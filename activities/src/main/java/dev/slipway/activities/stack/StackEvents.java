package dev.slipway.activities.stack;

import dev.slipway.storage.aws.AwsFailures;
import dev.slipway.workflows.failure.BlockedResource;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** Reads what happens to a stack, and why an operation failed. */
public final class StackEvents {
  /** More than any operation on an agent's stack has. */
  private static final int MAX_EVENTS = 1_000;

  /** An operation begins with one of these statuses of the stack itself. */
  private static final Set<ResourceStatus> BEGINNINGS =
      Set.of(
          ResourceStatus.CREATE_IN_PROGRESS,
          ResourceStatus.UPDATE_IN_PROGRESS,
          ResourceStatus.DELETE_IN_PROGRESS);

  private final CloudClients clients;
  private final ValidationErrors validations;

  public StackEvents(CloudClients clients) {
    this.clients = clients;
    this.validations = new ValidationErrors(clients);
  }

  /** The events after the given one, oldest first; all when none is given. */
  public List<StackEvent> after(String region, String stackId, @Nullable String eventId) {
    var found = new ArrayList<StackEvent>();
    for (var event : newestFirst(region, stackId)) {
      if (event.eventId().equals(eventId) || found.size() >= MAX_EVENTS) {
        break;
      }
      found.addFirst(event);
    }
    return found;
  }

  /** The id of the newest event; null when there is none. */
  public @Nullable String newest(String region, String stackId) {
    for (var event : newestFirst(region, stackId)) {
      return event.eventId();
    }
    return null;
  }

  /** The events of the stack's latest operation, oldest first. */
  public List<StackEvent> latestOperation(String region, String stackId) {
    var found = new ArrayList<StackEvent>();
    for (var event : newestFirst(region, stackId)) {
      found.addFirst(event);
      if ((ofStack(event) && BEGINNINGS.contains(event.resourceStatus()))
          || found.size() >= MAX_EVENTS) {
        break;
      }
    }
    return found;
  }

  /** What the latest rollback could not restore, oldest first. */
  public List<BlockedResource> blockers(String region, String stackId) {
    var found = new LinkedHashMap<String, BlockedResource>();
    int seen = 0;
    for (var event : newestFirst(region, stackId)) {
      if (ofStack(event) && event.resourceStatus() == ResourceStatus.UPDATE_ROLLBACK_IN_PROGRESS) {
        break;
      }
      if (failed(event) && !ofStack(event) && !follows(event)) {
        found.putFirst(
            event.logicalResourceId(),
            new BlockedResource(event.logicalResourceId(), event.resourceType(), reason(event)));
      }
      if (++seen >= MAX_EVENTS) {
        break;
      }
    }
    return List.copyOf(found.values());
  }

  private Iterable<StackEvent> newestFirst(String region, String stackId) {
    return clients
        .cloudFormation(region)
        .describeStackEventsPaginator(request -> request.stackName(stackId))
        .stackEvents();
  }

  /** Why the latest operation failed: its first failed resource, and what followed. */
  public Failure explain(String region, String stackId, String outcome) {
    var failed = latestOperation(region, stackId).stream().filter(StackEvents::failed).toList();
    var causes = failed.stream().filter(event -> !ofStack(event) && !follows(event)).toList();
    if (causes.isEmpty()) {
      return validations
          .ofStack(region, stackId)
          .orElseGet(
              () ->
                  Failure.of(
                      FailureType.STACK_FAILED,
                      "The stack ended " + outcome + ".",
                      failed.stream().map(StackEvents::line).toList()));
    }
    var first = causes.getFirst();
    var evidence = new ArrayList<>(causes.stream().map(StackEvents::line).toList());
    var known = AwsFailures.explain(reason(first), FailureType.STACK_FAILED);
    if (known.type() == FailureType.STACK_FAILED) {
      return Failure.of(
          taken(first) ? FailureType.NAME_TAKEN : FailureType.STACK_FAILED,
          "%s failed and the stack ended %s.".formatted(first.logicalResourceId(), outcome),
          evidence);
    }
    evidence.addAll(0, known.evidence().subList(0, known.evidence().size() - 1));
    return new Failure(known.type(), known.message(), evidence, known.nextAction());
  }

  /** One line for the log and for evidence. */
  public static String line(StackEvent event) {
    var reason = reason(event);
    return "%s %s %s%s"
        .formatted(
            event.resourceStatusAsString(),
            event.resourceType(),
            event.logicalResourceId(),
            reason.isEmpty() ? "" : ": " + reason);
  }

  private static boolean taken(StackEvent event) {
    return event.resourceType().startsWith("AWS::Lambda::")
        && reason(event).toLowerCase(Locale.ROOT).contains("already exist");
  }

  private static boolean ofStack(StackEvent event) {
    return event.stackId().equals(event.physicalResourceId());
  }

  private static boolean failed(StackEvent event) {
    return event.resourceStatusAsString() != null
        && event.resourceStatusAsString().endsWith("_FAILED");
  }

  /** CloudFormation cancels whatever else it was doing; that explains nothing. */
  private static boolean follows(StackEvent event) {
    return reason(event).contains("cancelled");
  }

  private static String reason(StackEvent event) {
    return event.resourceStatusReason() == null ? "" : event.resourceStatusReason();
  }
}
