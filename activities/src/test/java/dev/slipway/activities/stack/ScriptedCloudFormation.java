package dev.slipway.activities.stack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetSummary;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackRequest;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecutionStatus;
import software.amazon.awssdk.services.cloudformation.model.ListChangeSetsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListChangeSetsResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.OperationEvent;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** One stack that goes from status to status as it is polled, and the calls that changed it. */
public final class ScriptedCloudFormation implements CloudFormationClient {
  public static final String NAME = "strands-agent-tide";
  public static final String ID = "arn:aws:cloudformation:us-east-1:000000000000:stack/tide/1";

  private final Deque<String> statuses = new ArrayDeque<>();
  private final List<String> calls = new ArrayList<>();
  private final List<Tag> tags = new ArrayList<>();
  private final List<StackEvent> newestFirst = new ArrayList<>();
  private final List<OperationEvent> validation = new ArrayList<>();
  private final Map<String, Execution> changeSets = new HashMap<>();
  private List<StackEvent> ofTheContinuedRollback = List.of();
  private String afterContinuing = StackStatus.UPDATE_ROLLBACK_COMPLETE.toString();
  private @Nullable String refusal;

  /** A stack that shows each status once and keeps the last. */
  public ScriptedCloudFormation(String... statuses) {
    this.statuses.addAll(Arrays.asList(statuses));
  }

  public ScriptedCloudFormation tagged(Map<String, String> given) {
    given.forEach((key, value) -> tags.add(Tag.builder().key(key).value(value).build()));
    return this;
  }

  /** What the stack has seen, newest first. */
  public ScriptedCloudFormation seen(List<StackEvent> events) {
    newestFirst.addAll(events);
    return this;
  }

  /** What the validation before an operation has found. */
  public ScriptedCloudFormation validated(List<OperationEvent> errors) {
    validation.addAll(errors);
    return this;
  }

  /** A continued rollback stops again, with these events. */
  public ScriptedCloudFormation stopsAgain(List<StackEvent> events) {
    afterContinuing = StackStatus.UPDATE_ROLLBACK_FAILED.toString();
    ofTheContinuedRollback = events;
    return this;
  }

  /** CloudFormation does not continue the rollback, for this reason. */
  public ScriptedCloudFormation refuses(String reason) {
    refusal = reason;
    return this;
  }

  /**
   * A change set that shows each execution status once and keeps the last; then the stack has the
   * tags that it brings.
   */
  public ScriptedCloudFormation executing(
      String changeSet, Map<String, String> brings, ExecutionStatus... executions) {
    changeSets.put(changeSet, new Execution(new ArrayDeque<>(List.of(executions)), brings));
    return this;
  }

  private record Execution(Deque<ExecutionStatus> statuses, Map<String, String> tags) {}

  /** The calls that change something, in order. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
    boolean last = statuses.size() == 1;
    String status = last ? statuses.getFirst() : statuses.removeFirst();
    // A deleted stack is not found by name.
    if (status.equals("DELETE_COMPLETE") && request.stackName().equals(NAME)) {
      throw refused("Stack with id %s does not exist".formatted(NAME));
    }
    return DescribeStacksResponse.builder()
        .stacks(Stack.builder().stackName(NAME).stackId(ID).stackStatus(status).tags(tags).build())
        .build();
  }

  @Override
  public DeleteStackResponse deleteStack(DeleteStackRequest request) {
    calls.add("deleteStack");
    become(StackStatus.DELETE_COMPLETE.toString());
    return DeleteStackResponse.builder().build();
  }

  @Override
  public ContinueUpdateRollbackResponse continueUpdateRollback(
      ContinueUpdateRollbackRequest request) {
    calls.add(
        "continueUpdateRollback"
            + (request.hasResourcesToSkip() ? " without " + request.resourcesToSkip() : ""));
    if (refusal != null) {
      throw refused(refusal);
    }
    become(afterContinuing);
    newestFirst.addAll(0, ofTheContinuedRollback);
    return ContinueUpdateRollbackResponse.builder().build();
  }

  @Override
  public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest request) {
    return DescribeStackEventsResponse.builder().stackEvents(newestFirst).build();
  }

  @Override
  public DescribeEventsResponse describeEvents(DescribeEventsRequest request) {
    return DescribeEventsResponse.builder().operationEvents(validation).build();
  }

  @Override
  public ListStackResourcesResponse listStackResources(ListStackResourcesRequest request) {
    return ListStackResourcesResponse.builder().build();
  }

  @Override
  public ListChangeSetsResponse listChangeSets(ListChangeSetsRequest request) {
    return ListChangeSetsResponse.builder()
        .summaries(
            changeSets.entrySet().stream()
                .map(
                    each ->
                        ChangeSetSummary.builder()
                            .changeSetName(each.getKey())
                            .executionStatus(each.getValue().statuses().getFirst())
                            .build())
                .toList())
        .build();
  }

  @Override
  public DescribeChangeSetResponse describeChangeSet(DescribeChangeSetRequest request) {
    Execution found = changeSets.get(request.changeSetName());
    if (found == null) {
      throw ChangeSetNotFoundException.builder().message("ChangeSet does not exist").build();
    }
    if (found.statuses().size() == 1) {
      tags.clear();
      tagged(found.tags());
    }
    var status =
        found.statuses().size() == 1 ? found.statuses().getFirst() : found.statuses().removeFirst();
    return DescribeChangeSetResponse.builder()
        .changeSetName(request.changeSetName())
        .executionStatus(status)
        .build();
  }

  private void become(String status) {
    statuses.clear();
    statuses.add(status);
  }

  private static CloudFormationException refused(String reason) {
    return (CloudFormationException)
        CloudFormationException.builder()
            .statusCode(400)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .serviceName("CloudFormation")
                    .errorCode("ValidationError")
                    .errorMessage(reason)
                    .build())
            .build();
  }

  @Override
  public String serviceName() {
    return "cloudformation";
  }

  @Override
  public void close() {}
}
