package dev.slipway.workflows.turn;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.Reuse;
import dev.slipway.workflows.model.SecretRef;
import dev.slipway.workflows.steps.Inject;
import dev.slipway.workflows.steps.SamBuild;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of an agent that went live: its parts, who requested it and why.
 *
 * @param reuse what it is a copy of, with the revision's number; absent when it was built
 * @param expiresAt when the agent is to be taken down, as of this deployment; absent for never
 */
public record Revision(
    int number,
    DeploymentId deploymentId,
    DeploymentSpec spec,
    Inject.Bundle bundle,
    SamBuild.Built built,
    @Nullable SecretRef secret,
    Outputs outputs,
    String requestedBy,
    @Nullable String reason,
    Instant liveSince,
    @Nullable Reuse reuse,
    @Nullable Instant expiresAt) {
  /** The same revision, at another place. */
  public Revision at(Outputs place) {
    return new Revision(
        number,
        deploymentId,
        spec,
        bundle,
        built,
        secret,
        place,
        requestedBy,
        reason,
        liveSince,
        reuse,
        expiresAt);
  }
}
