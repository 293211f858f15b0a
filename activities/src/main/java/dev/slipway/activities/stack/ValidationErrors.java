package dev.slipway.activities.stack;

import dev.slipway.storage.aws.AwsFailures;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.model.DescribeEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.EventType;
import software.amazon.awssdk.services.cloudformation.model.OperationEvent;

/**
 * What CloudFormation found before it began: a name that is taken, a property that is wrong.
 * Neither the change set nor the stack's own events name it; they only say that there is something.
 */
public final class ValidationErrors {
  private final CloudClients clients;

  public ValidationErrors(CloudClients clients) {
    this.clients = clients;
  }

  /**
   * Why the stack's latest operation was refused; empty if it was not, or the identity may not ask.
   */
  public Optional<Failure> ofStack(String region, String stackId) {
    return explain(failed(region, request -> request.stackName(stackId)), FailureType.STACK_FAILED);
  }

  /** Why a change set was refused, by its ARN; its name alone is not enough for AWS. */
  public Optional<Failure> ofChangeSet(String region, String changeSetId) {
    return explain(
        failed(region, request -> request.changeSetName(changeSetId)),
        FailureType.CHANGE_SET_FAILED);
  }

  private List<OperationEvent> failed(
      String region, Consumer<DescribeEventsRequest.Builder> subject) {
    try {
      return clients
          .cloudFormation(region)
          .describeEvents(subject.andThen(all -> all.filters(only -> only.failedEvents(true))))
          .operationEvents();
    } catch (SdkException unasked) {
      // Older policies lack cloudformation:DescribeEvents. What is known without it must suffice.
      return List.of();
    }
  }

  private static Optional<Failure> explain(List<OperationEvent> events, FailureType otherwise) {
    var errors =
        events.stream()
            .filter(event -> event.eventType() == EventType.VALIDATION_ERROR)
            .filter(event -> event.operationId().equals(events.getFirst().operationId()))
            .toList();
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    var first = errors.getFirst();
    return Optional.of(
        Failure.of(
            typeOf(first, otherwise),
            "CloudFormation refused %s before it changed anything: %s"
                .formatted(first.logicalResourceId(), first.validationStatusReason()),
            errors.stream().map(ValidationErrors::line).toList()));
  }

  private static FailureType typeOf(OperationEvent error, FailureType otherwise) {
    var reason = error.validationStatusReason();
    return error.resourceType().startsWith("AWS::Lambda::")
            && reason.toLowerCase(Locale.ROOT).contains("already exist")
        ? FailureType.NAME_TAKEN
        : AwsFailures.explain(reason, otherwise).type();
  }

  private static String line(OperationEvent error) {
    return "%s %s %s: %s"
        .formatted(
            error.validationName(),
            error.resourceType(),
            error.validationPath(),
            error.validationStatusReason());
  }
}
