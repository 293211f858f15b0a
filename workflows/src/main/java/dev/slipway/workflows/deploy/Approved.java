package dev.slipway.workflows.deploy;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.workflows.steps.PlanChange.Plan;
import dev.slipway.workflows.steps.Shipment;
import java.util.Objects;

/**
 * What a person has approved. A stack's plan does not say all of it: on AgentCore the code and its
 * environment are no part of the stack.
 */
record Approved(Plan plan, Shipment shipment) {
  /** Whether nothing would go live that was not approved. */
  boolean covers(Plan next, Shipment other) {
    return (next.empty() || next.sameAs(plan)) && goesLiveAs(other);
  }

  private boolean goesLiveAs(Shipment other) {
    return shipment.spec().equals(live(other.spec()))
        && shipment.built().template().equals(other.built().template())
        && shipment.built().layer().equals(other.built().layer())
        && shipment.built().code().equals(other.built().code())
        && Objects.equals(shipment.secret(), other.secret())
        && shipment.models().equals(other.models());
  }

  /** With what was said then of the deployment itself, which is no property of what is live. */
  private DeploymentSpec live(DeploymentSpec spec) {
    DeploymentSpec then = shipment.spec();
    return spec.with("on_failure", then.onFailure())
        .with("approval", then.approval())
        .with("smoke_test", then.smokeTest());
  }
}
