package dev.slipway.workflows.deploy;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.turn.Revision;

/** A deployment that is live and has answered. */
public record DeploymentResult(DeploymentId deploymentId, Revision revision) {}
