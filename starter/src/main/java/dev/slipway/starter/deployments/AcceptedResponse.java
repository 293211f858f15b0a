package dev.slipway.starter.deployments;

import dev.slipway.api.Status;
import dev.slipway.starter.views.AgentName;
import dev.slipway.starter.views.Links;

/** The body of a 202: what was accepted, and where to watch it. */
public record AcceptedResponse(
    String deploymentId, Status status, AgentName agent, Links.DeploymentLinks links) {}
