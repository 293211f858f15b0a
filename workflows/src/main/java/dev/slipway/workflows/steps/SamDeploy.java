package dev.slipway.workflows.steps;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.OfAgent;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Executes the plan and follows it until it ends; a repeated attempt attaches to it. */
@ActivityInterface
public interface SamDeploy {
  /**
   * Which plan to execute, and what must then be live.
   *
   * @param shipment what the plan was created from
   */
  record Input(DeploymentId deploymentId, AgentKey agent, PlanChange.Plan plan, Shipment shipment)
      implements OfAgent {}

  /**
   * How it ended.
   *
   * @param stackStatus CREATE_COMPLETE or UPDATE_COMPLETE
   * @param attached whether this attempt found the operation already running
   */
  record Change(String stackId, String stackStatus, boolean attached) {}

  /**
   * Ends when the alias {@code live} serves the shipment, even if there was nothing to change.
   * Fails with LiveMismatch if it does not, and with StackFailed, NameTaken, QuotaExceeded or
   * AccessDenied; waits out throttling.
   */
  @ActivityMethod(name = "samDeploy")
  Change samDeploy(Input input);
}
