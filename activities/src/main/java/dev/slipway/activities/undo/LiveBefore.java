package dev.slipway.activities.undo;

import dev.slipway.activities.live.LiveCheck;
import dev.slipway.activities.live.StackSnapshot;
import dev.slipway.activities.outputs.StackOutputs;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.StackReader;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.undo.Undo;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** Proves that what was live before a deployment is live again, and returns where. */
final class LiveBefore {
  private final ArtifactStore artifacts;
  private final StackOutputs outputs;
  private final StackReader reader;
  private final LiveCheck live;

  LiveBefore(CloudClients clients, ArtifactStore artifacts, StackOutputs outputs) {
    this.artifacts = artifacts;
    this.outputs = outputs;
    this.reader = new StackReader(clients);
    this.live = new LiveCheck(clients);
  }

  /**
   * Fails with LiveMismatch if something else is live now; empty if nothing is known of the state
   * before.
   */
  Optional<Outputs> require(Undo.StackInput input) {
    var before = input.before();
    if (before == null) {
      return Optional.empty();
    }
    var region = input.agent().region();
    return reader
        .find(region, input.agent().stackName().value())
        .flatMap(stack -> require(region, stack, before));
  }

  private Optional<Outputs> require(String region, Stack stack, ArtifactRef before) {
    var snapshot = StackSnapshot.read(artifacts.read(region, before));
    var facts = snapshot.live();
    var function = StackSnapshot.function(stack);
    if (facts == null || function.isEmpty()) {
      return Optional.empty();
    }
    var expected =
        new LiveCheck.Expected(
            facts, snapshot.urlSignIn(), snapshot.role(), "what was live before");
    live.require(region, function.get(), expected);
    return outputs.find(region, stack);
  }
}
