package dev.slipway.activities.stack;

import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.storage.aws.AwsFailures;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.steps.StackWaits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecutionStatus;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** Creates change sets, finds them again by name and executes them. */
public final class ChangeSets {
  /** Above this size CloudFormation wants the template from S3. */
  public static final int MAX_INLINE_TEMPLATE_LENGTH = 51_200;

  /** A token has at most 128 characters, and a name up to 117. */
  private static final int UNIQUE = 8;

  private final CloudClients clients;

  /**
   * What a change set should achieve.
   *
   * @param template the template itself, or the https address of one in S3
   * @param fingerprint shows whether a change set of the same name was made from the same input
   */
  public record Wanted(
      String stackName,
      String name,
      boolean creates,
      String template,
      List<Parameter> parameters,
      Map<String, String> tags,
      String fingerprint) {}

  public ChangeSets(CloudClients clients) {
    this.clients = clients;
  }

  public Optional<DescribeChangeSetResponse> find(String region, String stack, String name) {
    try {
      var pages =
          clients
              .cloudFormation(region)
              .describeChangeSet(request -> request.stackName(stack).changeSetName(name));
      return Optional.of(pages);
    } catch (ChangeSetNotFoundException e) {
      return Optional.empty();
    } catch (CloudFormationException e) {
      if (String.valueOf(e.getMessage()).contains("does not exist")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Requests a change set, which CloudFormation creates asynchronously. */
  public void create(String region, Wanted wanted) {
    var request =
        CreateChangeSetRequest.builder()
            .stackName(wanted.stackName())
            .changeSetName(wanted.name())
            .clientToken(token(wanted))
            .description(wanted.fingerprint())
            .changeSetType(wanted.creates() ? ChangeSetType.CREATE : ChangeSetType.UPDATE)
            .capabilities(
                Capability.CAPABILITY_IAM,
                Capability.CAPABILITY_NAMED_IAM,
                Capability.CAPABILITY_AUTO_EXPAND)
            .parameters(wanted.parameters())
            .tags(tags(wanted.tags()));
    var template = wanted.template();
    if (template.startsWith("http")) {
      request.templateURL(template);
    } else {
      request.templateBody(template);
    }
    try {
      clients.cloudFormation(region).createChangeSet(request.build());
    } catch (CloudFormationException e) {
      throw explained(e);
    }
  }

  /**
   * A refused plan is the plan's failure, unless it is about permissions, rate limits or the
   * network.
   */
  private static RuntimeException explained(CloudFormationException e) {
    if (e.awsErrorDetails() == null || !"ValidationError".equals(e.awsErrorDetails().errorCode())) {
      return e;
    }
    var reason = String.valueOf(e.awsErrorDetails().errorMessage());
    return AwsFailures.explain(reason, FailureType.CHANGE_SET_FAILED).toException(e);
  }

  /** Waits until the change set is created or refused; fails with ChangeSetFailed after a while. */
  public DescribeChangeSetResponse await(String region, String stack, String name, Pace pace) {
    var deadline = Deadline.in(StackWaits.CHANGE_SET);
    while (!deadline.passed()) {
      var found = pace.look(() -> find(region, stack, name));
      if (found.isPresent() && made(found.get())) {
        return found.get();
      }
      pace.pause();
    }
    throw Failure.of(
            FailureType.CHANGE_SET_FAILED,
            "CloudFormation did not finish the change set.",
            "%s: unfinished after %d minutes".formatted(name, StackWaits.CHANGE_SET.toMinutes()))
        .toException();
  }

  private static boolean made(DescribeChangeSetResponse changeSet) {
    return switch (changeSet.status()) {
      case CREATE_PENDING, CREATE_IN_PROGRESS, DELETE_PENDING, DELETE_IN_PROGRESS -> false;
      case CREATE_COMPLETE, DELETE_COMPLETE, DELETE_FAILED, FAILED, UNKNOWN_TO_SDK_VERSION -> true;
    };
  }

  /** Whether CloudFormation refused it only because there is nothing to change. */
  public static boolean empty(DescribeChangeSetResponse changeSet) {
    var reason = changeSet.statusReason() == null ? "" : changeSet.statusReason();
    return changeSet.status() == ChangeSetStatus.FAILED
        && (reason.contains("didn't contain changes") || reason.contains("No updates are to be"));
  }

  /** Whether it was executed, whatever the outcome. */
  public static boolean executed(DescribeChangeSetResponse changeSet) {
    return switch (changeSet.executionStatus()) {
      case EXECUTE_IN_PROGRESS, EXECUTE_COMPLETE, EXECUTE_FAILED -> true;
      case AVAILABLE, UNAVAILABLE, OBSOLETE, UNKNOWN_TO_SDK_VERSION -> false;
    };
  }

  /** Whether it was executed, and the stack is not as it says. */
  public static boolean failed(DescribeChangeSetResponse changeSet) {
    return changeSet.executionStatus() == ExecutionStatus.EXECUTE_FAILED;
  }

  /** Whether the stack has changed since, so that it can't be executed any more. */
  public static boolean obsolete(DescribeChangeSetResponse changeSet) {
    return changeSet.executionStatus() == ExecutionStatus.OBSOLETE;
  }

  /** Whether nothing more will come of it. */
  public static boolean ended(DescribeChangeSetResponse changeSet) {
    return obsolete(changeSet)
        || (executed(changeSet)
            && changeSet.executionStatus() != ExecutionStatus.EXECUTE_IN_PROGRESS);
  }

  /** All its changes; one response holds only the first of them. */
  public List<Change> changes(String region, DescribeChangeSetResponse first) {
    var all = new ArrayList<>(first.changes());
    var next = first.nextToken();
    while (next != null) {
      var token = next;
      var page =
          clients
              .cloudFormation(region)
              .describeChangeSet(
                  request ->
                      request
                          .stackName(first.stackId())
                          .changeSetName(first.changeSetId())
                          .nextToken(token));
      all.addAll(page.changes());
      next = page.nextToken();
    }
    return all;
  }

  /** Executes it; the same again is the same execution. */
  public void execute(String region, String stack, String changeSetId) {
    clients
        .cloudFormation(region)
        .executeChangeSet(
            request ->
                request
                    .stackName(stack)
                    .changeSetName(changeSetId)
                    .clientRequestToken(token(changeSetId)));
  }

  /**
   * The token of its execution, from arn:…:changeSet/NAME/UUID. The name alone will not do:
   * executing a change set removes the others, whose names are then used again.
   */
  public static String token(String changeSetId) {
    String[] parts = changeSetId.split("/");
    return parts[1] + "-" + parts[2].substring(0, UNIQUE);
  }

  private static String token(Wanted wanted) {
    var content = Sha256.of(wanted.fingerprint().getBytes(StandardCharsets.UTF_8));
    return wanted.name() + "-" + content.substring(0, UNIQUE);
  }

  public void delete(String region, String stack, String name) {
    clients
        .cloudFormation(region)
        .deleteChangeSet(request -> request.stackName(stack).changeSetName(name));
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
  }
}
