package dev.slipway.workflows.steps;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Target;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.OfAgent;
import dev.slipway.workflows.model.OnTarget;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** Executes the plan and follows it until it ends; a repeated attempt attaches to it. */
@ActivityInterface
public interface SamDeploy {
  /**
   * Which plan to execute, and what must then be live.
   *
   * @param shipment what the plan was created from
   */
  record Input(DeploymentId deploymentId, AgentKey agent, PlanChange.Plan plan, Shipment shipment)
      implements OfAgent, OnTarget {
    @Override
    public Target target() {
      return shipment.spec().deploymentType();
    }
  }

  /**
   * How it ended.
   *
   * @param stackStatus CREATE_COMPLETE or UPDATE_COMPLETE
   * @param attached whether this attempt found the operation already running
   * @param released the version that was released; absent if the stack is all there is
   */
  record Change(
      String stackId,
      String stackStatus,
      boolean attached,
      FetchOutputs.@Nullable Released released) {
    /** A stack that is all there is. */
    public Change(String stackId, String stackStatus, boolean attached) {
      this(stackId, stackStatus, attached, null);
    }

    /** The same, with a version that was released after it. */
    public Change releasing(FetchOutputs.Released version) {
      return new Change(stackId, stackStatus, attached, version);
    }
  }

  /**
   * Ends when the shipment answers, even if there was nothing to change: on Lambda under the alias
   * {@code live}, on AgentCore under an endpoint for its smoke test. Fails with LiveMismatch if it
   * does not, and with StackFailed, NameTaken, QuotaExceeded or AccessDenied; waits out throttling.
   */
  @ActivityMethod(name = "samDeploy")
  Change samDeploy(Input input);
}
