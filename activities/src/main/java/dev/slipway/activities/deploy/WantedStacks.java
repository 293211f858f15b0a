package dev.slipway.activities.deploy;

import dev.slipway.activities.template.AgentTemplate;
import dev.slipway.api.DeploymentId;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.steps.Shipment;
import org.jspecify.annotations.Nullable;

/** Turns a shipment into what CloudFormation is given. */
public final class WantedStacks {
  private final ArtifactStore artifacts;
  private final AdapterLayers adapters;
  private final @Nullable String boundary;

  /**
   * What agents get from this worker.
   *
   * @param boundary ARN of the permissions boundary of agents' roles; absent for none
   */
  public WantedStacks(ArtifactStore artifacts, AdapterLayers adapters, @Nullable String boundary) {
    this.artifacts = artifacts;
    this.adapters = adapters;
    this.boundary = boundary;
  }

  /** What CloudFormation is given for a shipment. */
  public PlannedStack planned(AgentKey agent, DeploymentId deployment, Shipment shipment) {
    return of(agent, deployment, shipment).planned();
  }

  /** The same shipment always results in the same stack. */
  public WantedStack of(AgentKey agent, DeploymentId deployment, Shipment shipment) {
    var mode = AnswerMode.of(agent.region(), shipment, adapters);
    var packaged =
        AgentTemplate.parse(artifacts.read(agent.region(), shipment.built().template()))
            .with(shipment.spec().environmentVariables())
            .allowing(shipment.spec().permissions())
            .runningAs(shipment.spec().executionRole());
    var values =
        StackParameters.of(
            agent,
            deployment,
            shipment,
            mode,
            boundary,
            artifacts.bucketName(agent.region()),
            packaged.parameters());
    return new WantedStack(
        packaged.published(deployment, WantedStack.values(values)),
        values,
        mode.warnings(),
        shipment.built());
  }
}
