package dev.slipway.workflows.deploy;

import dev.slipway.workflows.turn.Revision;
import dev.slipway.workflows.model.DeploymentId;

/** A deployment that is live and has answered. */
public record DeploymentResult(DeploymentId deploymentId, Revision revision) {}
