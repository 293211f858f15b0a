package dev.slipway.activities.undo;

import dev.slipway.activities.stack.ChangeSets;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.Deadline;
import dev.slipway.activities.stack.Pace;
import dev.slipway.activities.stack.StackNames;
import dev.slipway.activities.stack.StackReader;
import dev.slipway.workflows.undo.Undo;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecutionStatus;

/**
 * What became of the change sets of one deployment. Right after one was executed, they say more
 * than the stack, which AWS may still show as it was before.
 */
final class OwnChangeSets {
  private final CloudClients clients;
  private final ChangeSets changeSets;
  private final StackReader reader;

  OwnChangeSets(CloudClients clients) {
    this.clients = clients;
    this.changeSets = new ChangeSets(clients);
    this.reader = new StackReader(clients);
  }

  /**
   * Which were ever executed, whatever the outcome.
   *
   * @param plan whether the deployment's own was
   * @param undo whether one that restores the stack was
   */
  record Executed(boolean plan, boolean undo) {
    boolean any() {
      return plan || undo;
    }
  }

  /** Waits until none of them is being executed. */
  Executed await(Undo.StackInput input, Deadline deadline) {
    var id = input.deploymentId();
    var names = names(input);
    return new Executed(
        anyExecuted(input, names, StackNames.changeSet(id), deadline),
        anyExecuted(input, names, StackNames.undoChangeSet(id), deadline));
  }

  private boolean anyExecuted(
      Undo.StackInput input, Collection<String> names, String base, Deadline deadline) {
    boolean any = false;
    for (String name : names) {
      if (StackNames.isNumbered(name, base)) {
        any |= ended(input, name, deadline).filter(ChangeSets::executed).isPresent();
      }
    }
    return any;
  }

  /** Executing one removes the others, and the stack knows which one it was last. */
  private Set<String> names(Undo.StackInput input) {
    var region = input.agent().region();
    var names = new LinkedHashSet<String>();
    names.add(StackNames.changeSet(input.deploymentId()));
    names.add(StackNames.undoChangeSet(input.deploymentId()));
    reader
        .find(region, input.agent().stackName().value())
        .ifPresent(
            stack -> {
              clients
                  .cloudFormation(region)
                  .listChangeSetsPaginator(request -> request.stackName(stack.stackId()))
                  .summaries()
                  .forEach(summary -> names.add(summary.changeSetName()));
              StackNames.lastChangeSet(stack).ifPresent(names::add);
            });
    return names;
  }

  private Optional<DescribeChangeSetResponse> ended(
      Undo.StackInput input, String name, Deadline deadline) {
    var region = input.agent().region();
    var stack = input.agent().stackName().value();
    var pace = new Pace(clients.emulated());
    while (true) {
      var found = pace.look(() -> changeSets.find(region, stack, name));
      if (found.isEmpty()
          || found.get().executionStatus() != ExecutionStatus.EXECUTE_IN_PROGRESS
          || deadline.passed()) {
        return found;
      }
      pace.pause();
    }
  }
}
