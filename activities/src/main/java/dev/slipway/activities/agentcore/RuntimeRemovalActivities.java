package dev.slipway.activities.agentcore;

import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.StackOwner;
import dev.slipway.activities.stack.StackReader;
import dev.slipway.workflows.destroy.RemoveAgent;
import dev.slipway.workflows.model.RuntimeOutputs;
import dev.slipway.workflows.undo.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntime;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** Removes an agent's runtime before its stack; an agent on Lambda has only the stack. */
final class RuntimeRemovalActivities implements RemoveAgent {
  private final RemoveAgent stacks;
  private final CloudClients clients;
  private final StackReader reader;
  private final StackOwner owner;
  private final AgentRuntimes runtimes;

  RuntimeRemovalActivities(RemoveAgent stacks, CloudClients clients) {
    this.stacks = stacks;
    this.clients = clients;
    this.reader = new StackReader(clients);
    this.owner = new StackOwner(clients);
    this.runtimes = AgentRuntimes.ofRemoval(clients);
  }

  /** By the stack's own word or, if someone has deleted that, by the agent's memory. */
  private Optional<AgentRuntime> runtime(Input input, Optional<Stack> stack) {
    String region = input.agent().region();
    return stack
        .filter(found -> owner.owns(input.agent(), found))
        .flatMap(RuntimeStack::runtimeName)
        .or(() -> remembered(input))
        .flatMap(name -> runtimes.find(region, name))
        .filter(runtime -> AgentRuntimes.isOf(input.agent(), runtime));
  }

  private Optional<Stack> stack(Input input) {
    return reader.find(input.agent().region(), input.agent().stackName().value());
  }

  private static Optional<String> remembered(Input input) {
    return input.live() instanceof RuntimeOutputs live
        ? Optional.of(live.runtimeName())
        : Optional.empty();
  }

  @Override
  public List<LedgerEntry> listResources(Input input) {
    var ledger = new ArrayList<LedgerEntry>();
    runtime(input, stack(input))
        .map(found -> Removal.listed(clients, input.agent().region(), found))
        .ifPresent(ledger::addAll);
    ledger.addAll(stacks.listResources(input));
    return List.copyOf(ledger);
  }

  @Override
  public List<LedgerEntry> removeStack(Input input) {
    var ledger = new ArrayList<LedgerEntry>();
    // Before the runtime goes: what refuses later would leave an agent without it.
    Optional<Stack> stack = stack(input);
    stack.ifPresent(found -> owner.requireRemovable(input.agent(), found));
    String region = input.agent().region();
    Optional<AgentRuntime> runtime = runtime(input, stack);
    if (runtime.isPresent()) {
      ledger.addAll(Removal.of(runtimes, clients, region, runtime.get()));
    } else if (input.live() instanceof RuntimeOutputs live) {
      // An attempt may have ended between the runtime and its logs.
      ledger.addAll(Removal.ofRest(clients, region, live.runtimeId()));
    }
    ledger.addAll(stacks.removeStack(input));
    return List.copyOf(ledger);
  }

  @Override
  public List<LedgerEntry> removeSecrets(Input input) {
    return stacks.removeSecrets(input);
  }

  @Override
  public List<LedgerEntry> removeArtifacts(Input input) {
    return stacks.removeArtifacts(input);
  }
}
