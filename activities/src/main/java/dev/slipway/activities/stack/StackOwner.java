package dev.slipway.activities.stack;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.AgentKey;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetSummary;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/**
 * Whose a stack is. Only a stack with the agent's tag is changed or deleted: a name that happens to
 * be the same proves nothing, and what such a stack holds may be someone's data.
 */
public final class StackOwner {
  private final CloudClients clients;

  public StackOwner(CloudClients clients) {
    this.clients = clients;
  }

  /** Fails with ForeignStack unless the stack may be changed for this agent. */
  public void require(AgentKey agent, Stack stack) {
    if (!owns(agent, stack)) {
      throw foreign(stack).toException();
    }
  }

  /** Fails with ForeignStack or StackBroken unless the stack may be deleted with its agent. */
  public void requireRemovable(AgentKey agent, Stack stack) {
    require(agent, stack);
    if (Boolean.TRUE.equals(stack.enableTerminationProtection())) {
      throw Failure.of(
              FailureType.STACK_BROKEN,
              "The stack is protected against deletion.",
              stack.stackName() + ": termination protection is on (expected: off)")
          .withNextAction("Turn off the stack's termination protection, then destroy again.")
          .toException();
    }
  }

  /** Whether the stack is the agent's; one that is only planned needs no tag if the plans are. */
  public boolean owns(AgentKey agent, Stack stack) {
    return tagged(agent, stack)
        || Condition.of(stack.stackStatus()) == Condition.ABSENT
        || (Condition.of(stack.stackStatus()) == Condition.PLANNED
            && plannedBySlipway(stack, agent));
  }

  /** Whether the stack carries the agent's tag, whatever its status. */
  public static boolean tagged(AgentKey agent, Stack stack) {
    return StackReader.tag(stack, StackNames.AGENT_TAG)
        .filter(agent.stackName().value()::equals)
        .isPresent();
  }

  private boolean plannedBySlipway(Stack stack, AgentKey agent) {
    return clients
        .cloudFormation(agent.region())
        .listChangeSetsPaginator(request -> request.stackName(stack.stackId()))
        .summaries()
        .stream()
        .map(ChangeSetSummary::changeSetName)
        .allMatch(StackNames::isChangeSet);
  }

  private static Failure foreign(Stack stack) {
    Optional<String> tag = StackReader.tag(stack, StackNames.AGENT_TAG);
    return Failure.of(
        FailureType.FOREIGN_STACK,
        "The stack '%s' does not belong to this agent, so nothing in it is changed."
            .formatted(stack.stackName()),
        "%s in %s: %s (expected: tag %s=%s)"
            .formatted(
                stack.stackName(),
                stack.stackStatusAsString(),
                tag.map(value -> "tag %s=%s".formatted(StackNames.AGENT_TAG, value))
                    .orElse("no tag " + StackNames.AGENT_TAG),
                StackNames.AGENT_TAG,
                stack.stackName()));
  }
}
