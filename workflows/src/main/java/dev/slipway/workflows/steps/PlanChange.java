package dev.slipway.workflows.steps;

import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.model.Finding;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks CloudFormation what would change, without changing it. */
@ActivityInterface
public interface PlanChange {
  /**
   * What shall be deployed, and who will look at the plan.
   *
   * @param round 1 for the first plan of a deployment; every further one needs a change set of its
   *     own
   * @param review what a person will compare; absent when nobody looks at the plan
   * @param skipResources what a rollback that stopped may leave as it is, by logical id; absent
   *     without a person's consent
   */
  record Input(
      DeploymentId deploymentId,
      AgentKey agent,
      Shipment shipment,
      int round,
      @Nullable Review review,
      @Nullable List<String> skipResources) {}

  /**
   * The frozen sources to compare.
   *
   * @param live the live revision's; absent when nothing is live
   * @param next the one that is planned
   * @param look 1 for the first look at a plan; each approval looks once more, with a change set of
   *     its own
   */
  record Review(@Nullable ArtifactRef live, ArtifactRef next, int look) {}

  /**
   * One line of the plan, in CloudFormation's words: Add, Modify, Remove; True, False, Conditional.
   */
  record Change(String action, String logicalId, String type, String replacement) {}

  /**
   * A parameter of the stack, or the name of an environment variable, that would be another one.
   *
   * @param from what the stack has today; absent when it has none
   * @param to what it would have; absent when it would have none
   */
  record Difference(String name, @Nullable String from, @Nullable String to) {}

  /** Lines of the frozen source that come and go; none of the code itself. */
  record CodeDifference(int linesAdded, int linesRemoved) {}

  /**
   * What a person compares beside the changes.
   *
   * @param parameters what differs from the stack as it is
   * @param environment names of variables, with {@code set} for a value, which is never told
   * @param code absent when nothing is live to compare with
   * @param fingerprint tells whether two plans would do the same to the same stack
   */
  record Comparison(
      List<Difference> parameters,
      List<Difference> environment,
      @Nullable CodeDifference code,
      String fingerprint) {}

  /**
   * The plan.
   *
   * @param stackId ARN of the stack, which a first plan creates in REVIEW_IN_PROGRESS
   * @param empty whether there is nothing to change
   * @param warnings where the plan differs from what was asked for
   * @param comparison absent in older histories
   */
  record Plan(
      String changeSetId,
      String stackId,
      boolean creates,
      boolean empty,
      List<Change> changes,
      List<Finding> warnings,
      @Nullable Comparison comparison) {
    public Plan {
      // Histories from before there were warnings have none.
      warnings = Objects.requireNonNullElse(warnings, List.of());
    }

    /** A plan without warnings. */
    public Plan(
        String changeSetId, String stackId, boolean creates, boolean empty, List<Change> changes) {
      this(changeSetId, stackId, creates, empty, changes, List.of(), null);
    }

    /** Whether executing either would do the same to the same stack. */
    public boolean sameAs(Plan other) {
      if (comparison == null || other.comparison() == null) {
        return changeSetId.equals(other.changeSetId());
      }
      return comparison.fingerprint().equals(other.comparison().fingerprint());
    }
  }

  /**
   * Fails with ChangeSetFailed, NameTaken, StackBusy, StackBroken, RollbackStuck or AccessDenied.
   */
  @ActivityMethod(name = "planChange")
  Plan planChange(Input input);
}
