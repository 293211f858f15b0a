package dev.slipway.workflows.steps;

import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentId;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Executes the plan and follows it to its end; a repeated attempt attaches to it. */
@ActivityInterface
public interface SamDeploy {
  /** Which plan to execute. */
  record Input(DeploymentId deploymentId, AgentKey agent, PlanChange.Plan plan) {}

  /**
   * How it ended.
   *
   * @param stackStatus CREATE_COMPLETE or UPDATE_COMPLETE
   * @param attached whether this attempt found the operation already running
   */
  record Change(String stackId, String stackStatus, boolean attached) {}

  /** Fails with StackFailed, NameTaken, QuotaExceeded or AccessDenied; waits out throttling. */
  @ActivityMethod(name = "samDeploy")
  Change samDeploy(Input input);
}
