package dev.slipway.workflows.steps;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Target;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.model.OfAgent;
import dev.slipway.workflows.model.OnTarget;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks CloudFormation what would change, without changing it. */
@ActivityInterface
public interface PlanChange {
  /**
   * What to deploy, and what a reviewer compares.
   *
   * @param round 1 for the first plan of a deployment; each further one needs its own change set
   * @param review what a person will compare; absent if no one reviews the plan
   * @param skipResources what a stuck rollback may skip, by logical id; absent without a person's
   *     consent
   */
  record Input(
      DeploymentId deploymentId,
      AgentKey agent,
      Shipment shipment,
      int round,
      @Nullable Review review,
      @Nullable List<String> skipResources)
      implements OfAgent, OnTarget {
    @Override
    public Target target() {
      return shipment.spec().deploymentType();
    }
  }

  /**
   * The frozen sources to compare.
   *
   * @param live the live revision's; absent when nothing is live
   * @param next the planned one
   * @param look 1 for the first review of a plan; each approval makes another, with its own change
   *     set
   */
  record Review(@Nullable ArtifactRef live, ArtifactRef next, int look) {}

  /**
   * One line of the plan, in CloudFormation's terms: Add, Modify, Remove; True, False, Conditional.
   */
  record Change(String action, String logicalId, String type, String replacement) {}

  /**
   * A parameter of the stack, or the name of an environment variable, that would change.
   *
   * @param from what the stack has today; absent when it has none
   * @param to what it would have; absent when it would have none
   */
  record Difference(String name, @Nullable String from, @Nullable String to) {}

  /** How many lines of the frozen source are added and removed; none of the code itself. */
  record CodeDifference(int linesAdded, int linesRemoved) {}

  /**
   * What a person compares in addition to the changes.
   *
   * @param parameters what differs from the current stack
   * @param environment names of variables, with {@code set} for a value, which is never shown
   * @param code absent when nothing is live to compare with
   * @param fingerprint equal if two plans would do the same to the same stack
   */
  record Comparison(
      List<Difference> parameters,
      List<Difference> environment,
      @Nullable CodeDifference code,
      String fingerprint) {}

  /**
   * The plan.
   *
   * @param changeSetId empty if none was made, since the stack needs no change
   * @param stackId ARN of the stack, which a first plan creates in REVIEW_IN_PROGRESS
   * @param empty whether the stack needs no change; a runtime beside it may
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
      // Histories from before warnings existed have none.
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
