package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.SecretRef;
import dev.slipway.workflows.turn.Revision;
import org.jspecify.annotations.Nullable;

/**
 * What a revision that is no longer kept left behind.
 *
 * @param secret its keys; absent if there are none or a kept revision reads them too
 * @param version the version of its function; absent in histories before there was this field
 */
public record Leftover(
    DeploymentId deploymentId, @Nullable SecretRef secret, @Nullable Version version) {

  /** A published version of a function. */
  public record Version(String function, String number) {}

  static Leftover of(Revision revision) {
    Version version =
        revision.outputs() instanceof FunctionOutputs function
            ? new Version(function.functionName(), function.version())
            : null; // AgentCore deletes versions only with their runtime.
    return new Leftover(revision.deploymentId(), revision.secret(), version);
  }

  Leftover withoutSecret() {
    return new Leftover(deploymentId, null, version);
  }
}
