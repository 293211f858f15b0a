package dev.slipway.activities.agentcore;

import dev.slipway.activities.live.RuntimeBefore;
import dev.slipway.activities.live.StackSnapshot;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.StackNames;
import dev.slipway.activities.stack.StackOwner;
import dev.slipway.activities.stack.StackReader;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.workflows.model.RuntimeOutputs;
import dev.slipway.workflows.steps.FetchOutputs;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import dev.slipway.workflows.undo.Undo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntime;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** Undoes what a deployment did to a runtime, then what it did to the role's stack. */
final class RuntimeUndoActivities implements Undo {
  private static final String ENDPOINT = "endpoint";

  private final Undo stacks;
  private final CloudClients clients;
  private final AgentRuntimes runtimes;
  private final StackReader reader;
  private final ArtifactStore artifacts;

  RuntimeUndoActivities(Undo stacks, CloudClients clients, ArtifactStore artifacts) {
    this.stacks = stacks;
    this.clients = clients;
    this.runtimes = AgentRuntimes.ofRemoval(clients);
    this.reader = new StackReader(clients);
    this.artifacts = artifacts;
  }

  @Override
  public Undone undoStack(StackInput input) {
    String region = input.agent().region();
    var ledger = new ArrayList<LedgerEntry>();
    // A runtime is made after its stack and removed before it, so the stack knows of it.
    Optional<RuntimeOutputs> live =
        reader
            .find(region, input.agent().stackName().value())
            .filter(stack -> StackOwner.tagged(input.agent(), stack))
            .flatMap(RuntimeStack::runtimeName)
            .flatMap(name -> runtimes.find(region, name))
            .filter(runtime -> AgentRuntimes.isOf(input.agent(), runtime))
            .flatMap(runtime -> undo(input, runtime, ledger));
    Undone stack = stacks.undoStack(input);
    ledger.addAll(stack.ledger());
    return new Undone(List.copyOf(ledger), live.orElse(null), stack.inUse());
  }

  private Optional<RuntimeOutputs> undo(
      StackInput input, AgentRuntime runtime, List<LedgerEntry> ledger) {
    if (!input.existedBefore()) {
      if (ours(input)) {
        ledger.addAll(Removal.of(runtimes, clients, input.agent().region(), runtime));
      }
      return Optional.empty();
    }
    Optional<StackSnapshot> before = before(input);
    Optional<RuntimeBefore> was = before.map(StackSnapshot::runtime);
    if (was.isPresent() && !runtime.agentRuntimeId().equals(was.get().runtimeId())) {
      // Made by this deployment: the agent had none, or someone has deleted the one that it had.
      ledger.addAll(Removal.of(runtimes, clients, input.agent().region(), runtime));
      return Optional.empty();
    }
    before.ifPresent(
        snapshot ->
            runtimes
                .tags()
                .set(input.agent().region(), runtime.agentRuntimeArn(), requested(snapshot)));
    Optional<RuntimeOutputs> live =
        was.map(RuntimeBefore::liveVersion)
            .map(version -> restore(input, runtime, version, ledger));
    if (was.isPresent() && live.isEmpty()) {
      removeEndpoint(
          input, runtime, RuntimeOutputs.LIVE, "No version served callers before.", ledger);
    }
    removeEndpoint(
        input, runtime, RuntimeOutputs.CANDIDATE, "It was made for the smoke test.", ledger);
    return live;
  }

  private void removeEndpoint(
      StackInput input, AgentRuntime runtime, String name, String why, List<LedgerEntry> ledger) {
    if (runtimes.endpoints().delete(input.agent().region(), runtime.agentRuntimeId(), name)) {
      ledger.add(new LedgerEntry(ENDPOINT, name, LedgerAction.DELETED, why));
    }
  }

  /** Another deployment may have made the stack meanwhile. */
  private boolean ours(StackInput input) {
    return reader
        .find(input.agent().region(), input.agent().stackName().value())
        .flatMap(stack -> deployment(stack))
        .filter(input.deploymentId().value()::equals)
        .isPresent();
  }

  private static Optional<String> deployment(Stack stack) {
    return StackReader.tag(stack, StackNames.DEPLOYMENT_TAG);
  }

  private Optional<StackSnapshot> before(StackInput input) {
    return Optional.ofNullable(input.before())
        .map(ref -> StackSnapshot.read(artifacts.read(input.agent().region(), ref)));
  }

  /** The tags that the runtime has like its stack, which has some of its own besides. */
  private static Map<String, String> requested(StackSnapshot stack) {
    var tags = new HashMap<>(stack.tags());
    tags.remove(StackNames.AGENT_TAG);
    tags.remove(StackNames.DEPLOYMENT_TAG);
    return tags;
  }

  private RuntimeOutputs restore(
      StackInput input, AgentRuntime runtime, String version, List<LedgerEntry> ledger) {
    String region = input.agent().region();
    String id = runtime.agentRuntimeId();
    boolean moved =
        runtimes
            .endpoints()
            .find(region, id, RuntimeOutputs.LIVE)
            .filter(endpoint -> version.equals(endpoint.targetVersion()))
            .isEmpty();
    runtimes.endpoints().point(region, id, RuntimeOutputs.LIVE, version);
    ledger.add(
        new LedgerEntry(
            ENDPOINT,
            RuntimeOutputs.LIVE,
            LedgerAction.PRE_EXISTING,
            moved
                ? "It had moved and serves version %s again.".formatted(version)
                : "It serves version %s, as before.".formatted(version)));
    if (!version.equals(runtime.agentRuntimeVersion())) {
      ledger.add(
          new LedgerEntry(
              "version",
              "%s %s".formatted(id, runtime.agentRuntimeVersion()),
              LedgerAction.RETAINED,
              "Versions are deleted with their runtime; only AWS's endpoint DEFAULT serves it."));
    }
    return RuntimeOutputsActivity.read(
        runtimes, clients, region, new FetchOutputs.Released(id, version, RuntimeOutputs.LIVE));
  }

  @Override
  public List<LedgerEntry> undoSecret(SecretInput input) {
    return stacks.undoSecret(input);
  }

  @Override
  public List<LedgerEntry> undoArtifacts(ArtifactsInput input) {
    return stacks.undoArtifacts(input);
  }
}
