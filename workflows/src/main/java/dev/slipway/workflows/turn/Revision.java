package dev.slipway.workflows.turn;

import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.model.DeploymentSpec;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.SecretRef;
import dev.slipway.workflows.steps.Inject;
import dev.slipway.workflows.steps.SamBuild;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One version of an agent that went live: what it was made of, who wanted it and why. */
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
    Instant liveSince) {}
