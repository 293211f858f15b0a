package dev.slipway.activities.deploy;

import dev.slipway.activities.heartbeat.Heartbeats;
import dev.slipway.activities.log.StepLog;
import dev.slipway.activities.stack.ChangeSets;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.Condition;
import dev.slipway.activities.stack.Deadline;
import dev.slipway.activities.stack.Pace;
import dev.slipway.activities.stack.StackEvents;
import dev.slipway.activities.stack.StackFollower;
import dev.slipway.activities.stack.StackOwner;
import dev.slipway.activities.stack.StackReader;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.StackWaits;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.InvalidChangeSetStatusException;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Executes a change set once, however often it is called, and follows it to its end. */
public final class StackChange {
  private final CloudClients clients;
  private final ChangeSets changeSets;
  private final StackReader reader;
  private final StackEvents events;
  private final StackFollower follower;
  private final StackOwner owner;
  private final PlannedStacks stacks;

  /**
   * What an attempt leaves for the next.
   *
   * @param lastEventId up to which event the log has been written
   */
  public record Progress(String changeSetId, String stackId, @Nullable String lastEventId) {}

  /**
   * Changes stacks.
   *
   * @param stacks what they are to be, for those of which nothing was to be changed
   */
  public StackChange(CloudClients clients, PlannedStacks stacks) {
    this.clients = clients;
    this.stacks = stacks;
    this.changeSets = new ChangeSets(clients);
    this.reader = new StackReader(clients);
    this.events = new StackEvents(clients);
    this.follower = new StackFollower(clients);
    this.owner = new StackOwner(clients);
  }

  /** Brings the stack to where the plan says, even if that is where it is. */
  public SamDeploy.Change run(SamDeploy.Input input, StepLog log) {
    return input.plan().empty() ? unchanged(input) : execute(input, log);
  }

  private SamDeploy.Change unchanged(SamDeploy.Input input) {
    var region = input.agent().region();
    var stackId = input.plan().stackId();
    var status = follower.settle(region, stackId, Deadline.in(StackWaits.FOREIGN_OPERATION));
    var found = reader.find(region, stackId);
    found.ifPresent(stack -> owner.require(input.agent(), stack));
    if (found.filter(stack -> asPlanned(input, stack)).isEmpty()) {
      throw Failure.of(
              FailureType.STACK_BROKEN,
              "The stack needed no change when the plan was made; someone has changed it since.",
              "%s: %s (expected: as it was planned)".formatted(input.agent().stackName(), status))
          .withNextAction("Retry: a new plan is made for the stack as it is.")
          .toException();
    }
    return new SamDeploy.Change(stackId, status.toString(), false);
  }

  /** Where CloudFormation made an empty change set, only it knows why; its status must do. */
  private boolean asPlanned(SamDeploy.Input input, Stack stack) {
    if (!input.plan().changeSetId().isEmpty()) {
      return Condition.of(stack.stackStatus()) == Condition.HEALTHY;
    }
    var template = reader.template(input.agent().region(), stack.stackId());
    return new DeployedStack(stack, StackToday.of(stack, template))
        .matches(
            StackToday.wanted(stacks.of(input.agent(), input.deploymentId(), input.shipment())),
            DeployedStack.tags(input.agent(), input.deploymentId(), input.shipment().spec()),
            clients.stackRole());
  }

  private SamDeploy.Change execute(SamDeploy.Input input, StepLog log) {
    var plan = input.plan();
    var after = beginning(input);
    boolean attached = !begin(input, log);
    Heartbeats.report(new Progress(plan.changeSetId(), plan.stackId(), after));
    log.line("slipway", attached ? "Following the run in progress." : "The change set runs.");
    var status = follow(input, after, log);
    return succeeded(status)
        ? new SamDeploy.Change(plan.stackId(), status.toString(), attached)
        : fail(input, status);
  }

  /**
   * Where the log continues: after the last attempt's last event, or after the newest event so far.
   */
  private @Nullable String beginning(SamDeploy.Input input) {
    var last = Heartbeats.lastDetails(Progress.class);
    if (last.isPresent() && last.get().changeSetId().equals(input.plan().changeSetId())) {
      return last.get().lastEventId();
    }
    return events.newest(input.agent().region(), input.plan().stackId());
  }

  /** Executes the change set unless that was done before; returns whether it did. */
  private boolean begin(SamDeploy.Input input, StepLog log) {
    var region = input.agent().region();
    var plan = input.plan();
    if (executed(input)) {
      return false;
    }
    var settled =
        follower.settle(region, plan.stackId(), Deadline.in(StackWaits.FOREIGN_OPERATION));
    // Between plan and execution, which an approval can set days apart, the stack may have changed
    // owners.
    reader.find(region, plan.stackId()).ifPresent(stack -> owner.require(input.agent(), stack));
    log.line("slipway", "Executing %s on %s".formatted(plan.changeSetId(), settled));
    try {
      changeSets.execute(region, plan.stackId(), plan.changeSetId());
      return true;
    } catch (InvalidChangeSetStatusException e) {
      if (executed(input)) {
        return false;
      }
      throw Failure.of(
              FailureType.CHANGE_SET_FAILED,
              "The change set can no longer be executed.",
              String.valueOf(e.getMessage()))
          .toException(e);
    }
  }

  private boolean executed(SamDeploy.Input input) {
    var found = find(input);
    if (found.isPresent() && !ChangeSets.obsolete(found.get())) {
      return ChangeSets.executed(found.get());
    }
    // CloudFormation forgets change sets sooner than events, and what became of obsolete ones.
    var token = ChangeSets.token(input.plan().changeSetId());
    return events.latestOperation(input.agent().region(), input.plan().stackId()).stream()
        .anyMatch(event -> token.equals(event.clientRequestToken()));
  }

  private Optional<DescribeChangeSetResponse> find(SamDeploy.Input input) {
    return changeSets.find(
        input.agent().region(), input.plan().stackId(), input.plan().changeSetId());
  }

  private StackStatus follow(SamDeploy.Input input, @Nullable String after, StepLog log) {
    var plan = input.plan();
    var region = input.agent().region();
    var pace = new Pace(clients.emulated());
    var last = new Progress[] {new Progress(plan.changeSetId(), plan.stackId(), after)};
    while (true) {
      var status =
          follower.follow(
              region,
              plan.stackId(),
              last[0].lastEventId(),
              event -> {
                log.line("cloudformation", StackEvents.line(event));
                last[0] = new Progress(plan.changeSetId(), plan.stackId(), event.eventId());
                Heartbeats.report(last[0]);
              });
      // Right after the call AWS may still show the status from before.
      if (pace.look(() -> find(input)).map(ChangeSets::ended).orElse(true)) {
        return status;
      }
      pace.pause();
    }
  }

  /** Whether all is as the template says, as after a change set that was executed. */
  static boolean succeeded(StackStatus status) {
    return status == StackStatus.CREATE_COMPLETE || status == StackStatus.UPDATE_COMPLETE;
  }

  private SamDeploy.Change fail(SamDeploy.Input input, StackStatus status) {
    var failure = events.explain(input.agent().region(), input.plan().stackId(), status.toString());
    throw (Condition.of(status) == Condition.ROLLBACK_STUCK
            ? failure.withNextAction(
                failure.nextAction() + " The rollback stopped too: a retry continues it first.")
            : failure)
        .toException();
  }
}
