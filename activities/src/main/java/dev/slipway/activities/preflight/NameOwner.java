package dev.slipway.activities.preflight;

import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.LogGroups;
import dev.slipway.activities.stack.StackReader;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.steps.Preflight;
import java.util.Map;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Finds out whether the names of function and log group are free, ours or someone else's. */
final class NameOwner {
  /** CloudFormation sets it on every function it creates. */
  private static final String STACK_TAG = "aws:cloudformation:stack-name";

  private final CloudClients clients;

  NameOwner(CloudClients clients) {
    this.clients = clients;
  }

  /**
   * Fails with NameTaken when a function of that name belongs to another stack or to none, or when
   * an earlier function of that name has left its log group.
   */
  boolean check(Preflight.Input input) {
    try {
      var function =
          clients
              .lambda(input.agent().region())
              .getFunction(request -> request.functionName(input.functionName().value()));
      judge(input, function.hasTags() ? function.tags() : Map.of());
      return true;
    } catch (ResourceNotFoundException e) {
      requireNoLogGroup(input);
      return true;
    }
  }

  /** The template creates the log group; CloudFormation refuses to when there is one already. */
  private void requireNoLogGroup(Preflight.Input input) {
    var region = input.agent().region();
    var name = LogGroups.of(input.functionName().value());
    boolean taken = LogGroups.exists(clients.logs(region), name);
    var stack = input.agent().stackName().value();
    if (taken && new StackReader(clients).find(region, stack).isEmpty()) {
      throw Failure.of(
              FailureType.NAME_TAKEN,
              "There is already a log group '%s'.".formatted(name),
              "function: none, log group: of an earlier one (expected: neither)")
          .withNextAction(
              "Delete the log group (aws logs delete-log-group --log-group-name %s), or deploy under another name."
                  .formatted(name))
          .toException();
    }
  }

  private static void judge(Preflight.Input input, Map<String, String> tags) {
    var ours = input.agent().stackName().value();
    var owner = tags.get(STACK_TAG);
    if (ours.equals(owner)) {
      return;
    }
    throw Failure.of(
            FailureType.NAME_TAKEN,
            "There is already a function '%s'.".formatted(input.functionName()),
            owner == null
                ? "owner: no stack (expected: stack '%s' or no function)".formatted(ours)
                : "owner: stack '%s' (expected: stack '%s')".formatted(owner, ours))
        .toException();
  }
}
