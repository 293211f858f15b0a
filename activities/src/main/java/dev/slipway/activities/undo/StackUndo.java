package dev.slipway.activities.undo;

import dev.slipway.activities.stack.ChangeSets;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.Condition;
import dev.slipway.activities.stack.Deadline;
import dev.slipway.activities.stack.StackFollower;
import dev.slipway.activities.stack.StackNames;
import dev.slipway.activities.stack.StackOperations;
import dev.slipway.activities.stack.StackOwner;
import dev.slipway.activities.stack.StackReader;
import dev.slipway.activities.stack.StackResources;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.steps.StackWaits;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import dev.slipway.workflows.undo.Undo;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetSummary;
import software.amazon.awssdk.services.cloudformation.model.ExecutionStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Restores a stack to its state before one deployment. */
final class StackUndo {
  private static final String STACK = "stack";

  private final CloudClients clients;
  private final StackReader reader;
  private final StackFollower follower;
  private final StackOperations operations;
  private final StackResources resources;
  private final ChangeSets changeSets;
  private final StackRestoration restoration;
  private final LiveBefore liveBefore;
  private final OwnChangeSets own;

  StackUndo(CloudClients clients, StackRestoration restoration, LiveBefore liveBefore) {
    this.clients = clients;
    this.reader = new StackReader(clients);
    this.follower = new StackFollower(clients);
    this.operations = new StackOperations(clients);
    this.resources = new StackResources(clients);
    this.changeSets = new ChangeSets(clients);
    this.own = new OwnChangeSets(clients);
    this.restoration = restoration;
    this.liveBefore = liveBefore;
  }

  Undo.Undone undo(Undo.StackInput input) {
    var region = input.agent().region();
    var name = input.agent().stackName().value();
    // An operation of this deployment may still be running there, canceled midway.
    var deadline = Deadline.in(StackWaits.OWN_OPERATION);
    var executed = own.await(input, deadline);
    follower.settle(region, name, deadline);
    var found = reader.find(region, name);
    if (found.isEmpty()) {
      return new Undo.Undone(List.of(absent(input, name)), null);
    }
    var ledger = new ArrayList<LedgerEntry>();
    if (foreign(input.agent(), found.get())) {
      var retained = entry(name, LedgerAction.RETAINED, "It does not belong to this agent.");
      return new Undo.Undone(List.of(retained), null);
    }
    Outputs live = null;
    boolean inUse = false;
    if (input.existedBefore()) {
      removePlans(input, ledger);
      var kept = keep(input, found.get(), executed);
      ledger.add(kept);
      inUse = kept.action() == LedgerAction.RETAINED;
      live =
          executed.any() || touched(input, found.get())
              ? liveBefore.require(input).orElse(null)
              : null;
    } else if (ours(input, found.get())) {
      ledger.addAll(delete(input.agent(), found.get()));
    } else {
      ledger.add(entry(name, LedgerAction.PRE_EXISTING, "Another deployment created it."));
    }
    return new Undo.Undone(List.copyOf(ledger), live, inUse);
  }

  /** Another stack has taken the name since; one that was only planned may carry no tag yet. */
  private static boolean foreign(AgentKey agent, Stack stack) {
    return !StackOwner.tagged(agent, stack)
        && Condition.of(stack.stackStatus()) != Condition.PLANNED
        && Condition.of(stack.stackStatus()) != Condition.ABSENT;
  }

  private static LedgerEntry absent(Undo.StackInput input, String name) {
    return input.existedBefore()
        ? entry(name, LedgerAction.FAILED, "It existed before and has been deleted since.")
        : entry(name, LedgerAction.DELETED, "It does not exist, or no longer does.");
  }

  /** A stack that was only planned may not carry its tags yet, but then it holds our plan. */
  private boolean ours(Undo.StackInput input, Stack stack) {
    var tag = StackReader.tag(stack, StackNames.DEPLOYMENT_TAG);
    if (tag.isPresent()) {
      return tag.get().equals(input.deploymentId().value());
    }
    if (Condition.of(stack.stackStatus()) != Condition.PLANNED) {
      return false;
    }
    var plans = plans(input.agent(), stack.stackId());
    return plans.stream().allMatch(plan -> ours(input, plan));
  }

  private List<LedgerEntry> delete(AgentKey agent, Stack stack) {
    var parts = resources.present(agent.region(), stack.stackId());
    operations.delete(agent.region(), stack.stackId());
    var ledger = new ArrayList<LedgerEntry>();
    ledger.add(entry(stack.stackName(), LedgerAction.DELETED, "This deployment created it."));
    parts.forEach(part -> ledger.add(resources.afterwards(agent.region(), part)));
    return ledger;
  }

  private LedgerEntry keep(Undo.StackInput input, Stack found, OwnChangeSets.Executed executed) {
    boolean stopped = found.stackStatus() == StackStatus.UPDATE_ROLLBACK_FAILED;
    // Where it leads is what was there before the last update, which may be an earlier one of ours.
    Stack stack = stopped ? continued(input.agent(), found) : found;
    if (!changed(input, stack)) {
      return entry(
          stack.stackName(),
          LedgerAction.PRE_EXISTING,
          stopped
              ? "Its update failed; the rollback had stopped and was continued."
              : executed.undo()
                  ? "It was changed and has been restored."
                  : "It is in its previous state: " + stack.stackStatusAsString() + ".");
    }
    if (input.before() == null) {
      return entry(
          stack.stackName(),
          LedgerAction.RETAINED,
          "It was changed and its previous state is unknown.");
    }
    restoration.restore(input.agent(), input.deploymentId(), input.before());
    return entry(
        stack.stackName(), LedgerAction.PRE_EXISTING, "It was changed and has been restored.");
  }

  private Stack continued(AgentKey agent, Stack stack) {
    operations.continueRollback(agent.region(), stack.stackId(), List.of());
    return reader.find(agent.region(), stack.stackId()).orElse(stack);
  }

  private static boolean changed(Undo.StackInput input, Stack stack) {
    return StackReader.tag(stack, StackNames.DEPLOYMENT_TAG)
        .filter(input.deploymentId().value()::equals)
        .isPresent();
  }

  /** Whether an update may have reached the function, rolled back or not. */
  private static boolean touched(Undo.StackInput input, Stack stack) {
    return changed(input, stack) || stack.stackStatusAsString().contains("ROLLBACK");
  }

  private void removePlans(Undo.StackInput input, List<LedgerEntry> ledger) {
    var name = input.agent().stackName().value();
    for (var plan : plans(input.agent(), name)) {
      if (ours(input, plan) && plan.executionStatus() == ExecutionStatus.AVAILABLE) {
        changeSets.delete(input.agent().region(), name, plan.changeSetName());
        ledger.add(
            new LedgerEntry(
                "change set", plan.changeSetName(), LedgerAction.DELETED, "It was not executed."));
      }
    }
  }

  private List<ChangeSetSummary> plans(AgentKey agent, String stack) {
    return clients
        .cloudFormation(agent.region())
        .listChangeSetsPaginator(request -> request.stackName(stack))
        .summaries()
        .stream()
        .toList();
  }

  private static boolean ours(Undo.StackInput input, ChangeSetSummary plan) {
    return StackNames.isNumbered(plan.changeSetName(), StackNames.changeSet(input.deploymentId()));
  }

  private static LedgerEntry entry(String name, LedgerAction action, String reason) {
    return new LedgerEntry(STACK, name, action, reason);
  }
}
