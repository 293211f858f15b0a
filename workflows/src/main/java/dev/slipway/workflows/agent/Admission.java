package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;

/**
 * The agent's answer to a request.
 *
 * @param ahead how many deployments of this agent go first
 * @param repeated whether a deployment with this id had been admitted before
 */
public record Admission(DeploymentId deploymentId, int ahead, boolean repeated) {}
