package dev.slipway.starter.deployments;

import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.views.AgentName;
import dev.slipway.starter.views.Links;
import dev.slipway.workflows.timeline.DeploymentView;
import org.springframework.stereotype.Component;

/** Confirms that something was accepted, and says where to watch it. */
@Component
public final class AcceptedResponses {
  private final Deployments deployments;
  private final Links links;

  AcceptedResponses(Deployments deployments, Links links) {
    this.deployments = deployments;
    this.links = links;
  }

  public AcceptedResponse of(String id) {
    return of(deployments.view(id));
  }

  AcceptedResponse of(DeploymentView view) {
    return new AcceptedResponse(
        view.deploymentId(),
        view.status(),
        AgentName.of(view.agent(), view.agentName()),
        links.ofDeployment(
            view.deploymentId(), view.agent().region(), view.agent().stackName().value()));
  }
}
