package dev.slipway.workflows.steps;

import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.model.DeploymentSpec;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.model.SecretRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks CloudFormation what would change, without changing it. */
@ActivityInterface
public interface PlanChange {
  /**
   * The package and how it shall run.
   *
   * @param models all the models it may ask; empty when it may ask any
   * @param streams whether main yields its answer piece by piece
   * @param round 1 for the first plan of a deployment; every further one needs a change set of its
   *     own
   */
  record Input(
      DeploymentId deploymentId,
      AgentKey agent,
      DeploymentSpec spec,
      ArtifactRef template,
      @Nullable SecretRef secret,
      List<String> models,
      boolean streams,
      int round) {}

  /**
   * One line of the plan, in CloudFormation's words: Add, Modify, Remove; True, False, Conditional.
   */
  record Change(String action, String logicalId, String type, String replacement) {}

  /**
   * The plan.
   *
   * @param stackId ARN of the stack, which a first plan creates in REVIEW_IN_PROGRESS
   * @param empty whether there is nothing to change
   * @param warnings where the plan differs from what was asked for
   */
  record Plan(
      String changeSetId,
      String stackId,
      boolean creates,
      boolean empty,
      List<Change> changes,
      List<Finding> warnings) {
    public Plan {
      // Histories from before there were warnings have none.
      warnings = Objects.requireNonNullElse(warnings, List.of());
    }

    /** A plan without warnings. */
    public Plan(
        String changeSetId, String stackId, boolean creates, boolean empty, List<Change> changes) {
      this(changeSetId, stackId, creates, empty, changes, List.of());
    }
  }

  /** Fails with ChangeSetFailed, NameTaken, StackBusy, StackBroken or AccessDenied. */
  @ActivityMethod(name = "planChange")
  Plan planChange(Input input);
}
