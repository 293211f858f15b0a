package dev.slipway.starter.deployments;

import dev.slipway.api.Status;
import dev.slipway.starter.policy.Tightening;
import dev.slipway.starter.views.AgentName;
import dev.slipway.starter.views.Links;
import java.util.List;

/**
 * The body of a 202: what was accepted, and where to watch it.
 *
 * @param tightened what a rule of the server has added to the request
 */
public record AcceptedResponse(
    String deploymentId,
    Status status,
    AgentName agent,
    List<Tightening> tightened,
    Links.DeploymentLinks links) {}
