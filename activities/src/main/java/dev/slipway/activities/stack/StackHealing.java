package dev.slipway.activities.stack;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.steps.StackWaits;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** Brings a stack into a state from which it can be deployed. */
public final class StackHealing {
  private final StackReader reader;
  private final StackFollower follower;
  private final StackOperations operations;
  private final StackOwner owner;

  public StackHealing(CloudClients clients) {
    this.reader = new StackReader(clients);
    this.follower = new StackFollower(clients);
    this.operations = new StackOperations(clients);
    this.owner = new StackOwner(clients);
  }

  /**
   * The stack, healthy or merely planned; empty when there is none, or it was never live and is now
   * deleted. Fails with ForeignStack, StackBusy, RollbackStuck or StackBroken.
   *
   * @param skipped what a rollback that stopped may skip, by logical id; empty without a person's
   *     consent
   * @param log receives what was done, in plain English
   */
  public Optional<Stack> heal(
      AgentKey agent, @Nullable List<String> skipped, Consumer<String> log) {
    return heal(agent, skipped, log, Deadline.in(StackWaits.FOREIGN_OPERATION));
  }

  private Optional<Stack> heal(
      AgentKey agent,
      @Nullable List<String> skipped,
      Consumer<String> log,
      Deadline foreignOperations) {
    var name = agent.stackName().value();
    var found = reader.find(agent.region(), name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var condition = Condition.of(found.get().stackStatus());
    if (condition != Condition.BUSY) {
      owner.require(agent, found.get());
    }
    return switch (condition) {
      case ABSENT -> Optional.empty();
      case PLANNED, HEALTHY -> found;
      case BUSY -> {
        log.accept("Waiting for the operation in flight: " + found.get().stackStatusAsString());
        follower.settle(agent.region(), found.get().stackId(), foreignOperations);
        yield heal(agent, skipped, log, foreignOperations);
      }
      case NEVER_LIVE -> {
        log.accept(
            "The stack is in %s: its first create failed, so it is deleted and created again."
                .formatted(found.get().stackStatusAsString()));
        operations.delete(agent.region(), found.get().stackId());
        yield Optional.empty();
      }
      case ROLLBACK_STUCK -> {
        var without = skipped == null ? List.<String>of() : skipped;
        log.accept(
            "The stack's rollback had stopped, so it is continued%s."
                .formatted(
                    without.isEmpty()
                        ? ""
                        : " without %s, as a person has agreed"
                            .formatted(String.join(", ", without))));
        operations.continueRollback(agent.region(), found.get().stackId(), without);
        yield reader.find(agent.region(), name);
      }
      case DELETE_STUCK -> {
        log.accept("An earlier delete of the stack had failed; it is repeated.");
        operations.delete(agent.region(), found.get().stackId());
        yield Optional.empty();
      }
      case BROKEN -> throw broken(found.get()).toException();
    };
  }

  private static Failure broken(Stack stack) {
    return Failure.of(
        FailureType.STACK_BROKEN,
        "The stack is in a state that a person has to judge.",
        "%s: %s %s (expected: a stable status)"
            .formatted(
                stack.stackName(),
                stack.stackStatusAsString(),
                stack.stackStatusReason() == null ? "" : stack.stackStatusReason()));
  }
}
