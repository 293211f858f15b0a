package dev.slipway.starter.deployments;

import dev.slipway.policy.Subject;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.starter.policy.Tightening;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.views.Links;
import dev.slipway.workflows.timeline.DeploymentView;
import java.util.List;
import org.springframework.stereotype.Component;

/** Confirms that something was accepted, and says where to watch it. */
@Component
public final class AcceptedResponses {
  private final Deployments deployments;
  private final Links links;
  private final ServerRules rules;

  AcceptedResponses(Deployments deployments, Links links, ServerRules rules) {
    this.deployments = deployments;
    this.links = links;
    this.rules = rules;
  }

  public AcceptedResponse of(String id) {
    return of(deployments.view(id));
  }

  /** Of a request to which rules may have added something. */
  AcceptedResponse of(String id, Subject requested) {
    return of(deployments.view(id), rules.tightening(requested).stream().toList());
  }

  AcceptedResponse of(DeploymentView view) {
    return of(view, List.of());
  }

  private AcceptedResponse of(DeploymentView view, List<Tightening> tightened) {
    return new AcceptedResponse(
        view.deploymentId(),
        view.status(),
        links.name(view.agent(), view.agentName()),
        tightened,
        links.ofDeployment(view.deploymentId(), view.agent()));
  }
}
