package dev.slipway.activities.undo;

import dev.slipway.activities.deploy.TemplateAddress;
import dev.slipway.activities.live.StackSnapshot;
import dev.slipway.activities.stack.ChangeSets;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.Condition;
import dev.slipway.activities.stack.Deadline;
import dev.slipway.activities.stack.Pace;
import dev.slipway.activities.stack.StackEvents;
import dev.slipway.activities.stack.StackFollower;
import dev.slipway.activities.stack.StackNames;
import dev.slipway.activities.stack.StackOwner;
import dev.slipway.activities.stack.StackReader;
import dev.slipway.api.DeploymentId;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.steps.StackWaits;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/** Deploys a stack's snapshot, with a change set of its own. */
final class StackRestoration {
  /** Between two attempts; CloudFormation keeps each among the stack's events. */
  private static final Duration PAUSE = Duration.ofMinutes(5);

  /** Each moves the live stack there and back; what CloudFormation refuses that often stays so. */
  private static final int MOST = 5;

  private final CloudClients clients;
  private final ArtifactStore artifacts;
  private final TemplateAddress address;
  private final ChangeSets changeSets;
  private final StackFollower follower;
  private final StackEvents events;
  private final StackReader reader;
  private final StackOwner owner;

  StackRestoration(CloudClients clients, ArtifactStore artifacts, TemplateAddress address) {
    this.clients = clients;
    this.artifacts = artifacts;
    this.address = address;
    this.changeSets = new ChangeSets(clients);
    this.follower = new StackFollower(clients);
    this.events = new StackEvents(clients);
    this.reader = new StackReader(clients);
    this.owner = new StackOwner(clients);
  }

  /**
   * Restores the stack to the snapshot; a repeated call continues where the last attempt stopped.
   */
  void restore(AgentKey agent, DeploymentId deployment, ArtifactRef before) {
    var region = agent.region();
    var snapshot = StackSnapshot.read(artifacts.read(region, before));
    var stack = agent.stackName().value();
    var base = StackNames.undoChangeSet(deployment);
    int attempt = attempt(region, stack, base);
    var name = StackNames.numbered(base, attempt);
    var found = changeSets.find(region, stack, name);
    var obsolete = found.filter(ChangeSets::obsolete).isPresent();
    if (obsolete) {
      changeSets.delete(region, stack, name);
    }
    if (found.isEmpty() || obsolete) {
      changeSets.create(region, wanted(agent, deployment, snapshot, name));
    }
    var made = changeSets.await(region, stack, name, new Pace(clients.emulated()));
    if (ChangeSets.empty(made)) {
      changeSets.delete(region, stack, name);
      return;
    }
    if (made.status() != ChangeSetStatus.CREATE_COMPLETE) {
      changeSets.delete(region, stack, name);
      throw Failure.of(
              FailureType.CHANGE_SET_FAILED,
              "The stack could not be restored to its previous state.",
              String.valueOf(made.statusReason()))
          .toException();
    }
    execute(agent, made, attempt);
  }

  /**
   * Behind those that failed: what was executed in vain is never executed again. Executing one
   * removes the others, but the stack knows which one it was last.
   */
  private int attempt(String region, String stack, String base) {
    int last =
        reader
            .find(region, stack)
            .flatMap(StackNames::lastChangeSet)
            .map(name -> StackNames.number(name, base))
            .orElse(0);
    for (int number = Math.max(1, last); ; number++) {
      var name = StackNames.numbered(base, number);
      if (changeSets.find(region, stack, name).filter(ChangeSets::failed).isEmpty()) {
        return number;
      }
    }
  }

  private void execute(AgentKey agent, DescribeChangeSetResponse made, int attempt) {
    var region = agent.region();
    var stack = agent.stackName().value();
    if (!ChangeSets.executed(made)) {
      reader.find(region, stack).ifPresent(found -> owner.require(agent, found));
      changeSets.execute(region, stack, made.changeSetId());
    }
    var pace = new Pace(clients.emulated());
    var deadline = Deadline.in(StackWaits.OWN_OPERATION);
    while (!deadline.passed()
        && !pace.look(() -> changeSets.find(region, stack, made.changeSetName()))
            .map(ChangeSets::ended)
            .orElse(true)) {
      pace.pause();
    }
    var status = follower.settle(region, stack, deadline);
    if (Condition.of(status) != Condition.HEALTHY || status.toString().contains("ROLLBACK")) {
      throw again(events.explain(region, stack, status.toString()), attempt);
    }
  }

  /** What serves callers meanwhile has failed its test: as long as it may help, try again. */
  private static RuntimeException again(Failure failure, int attempt) {
    boolean hopeless = failure.type() == FailureType.ACCESS_DENIED || attempt >= MOST;
    return hopeless && !failure.type().isTransient()
        ? failure.toException()
        : failure.toExceptionAfter(PAUSE);
  }

  private ChangeSets.Wanted wanted(
      AgentKey agent, DeploymentId deployment, StackSnapshot snapshot, String name) {
    return new ChangeSets.Wanted(
        agent.stackName().value(),
        name,
        false,
        address.of(agent, deployment, snapshot.template()),
        parameters(snapshot),
        snapshot.tags(),
        "undo of " + deployment);
  }

  private static List<Parameter> parameters(StackSnapshot snapshot) {
    return snapshot.parameters().entrySet().stream()
        .map(
            value -> {
              var parameter = Parameter.builder().parameterKey(value.getKey());
              return snapshot.hidden(value.getKey())
                  ? parameter.usePreviousValue(true).build()
                  : parameter.parameterValue(value.getValue()).build();
            })
        .toList();
  }
}
