package dev.slipway.starter.deployments;

import dev.slipway.api.DeploymentType;
import dev.slipway.api.Requester;
import dev.slipway.api.Status;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.problems.TemporalErrors;
import dev.slipway.starter.signin.SignedIn;
import dev.slipway.starter.temporal.CallTimeout;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.temporal.MutationCounter;
import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.workflows.deploy.Decision;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import dev.slipway.workflows.timeline.DeploymentView;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Delivers a person's decision to a deployment, where it applies. */
@Component
public final class Decisions {
  /** The workflow accepts a decision within a second. */
  private static final Duration WAIT = Duration.ofSeconds(10);

  private static final String APPROVE = DeployAgentWorkflow.APPROVE;
  private static final String CANCEL = "cancel";

  private final TemporalConnection temporal;
  private final Deployments deployments;
  private final ApprovalRule rule;
  private final NamedApprovers named;
  private final MutationCounter mutations;

  Decisions(
      TemporalConnection temporal,
      Deployments deployments,
      ApprovalRule rule,
      NamedApprovers named,
      MutationCounter mutations) {
    this.temporal = temporal;
    this.deployments = deployments;
    this.rule = rule;
    this.named = named;
    this.mutations = mutations;
  }

  /** Approves the pending plan, if the approver may. */
  public void approve(String id, Decision decision) {
    Requester approver = Objects.requireNonNull(decision.requester());
    DeploymentView view = requireOpen(id, APPROVE);
    rule.require(view, approver.principal());
    named.require(view, SignedIn.current().orElseThrow().caller());
    send(id, APPROVE, decision);
  }

  /** The deployment, if it has not ended; 409 with its status when it has, 404 without one. */
  public DeploymentView requireOpen(String id, String verb) {
    DeploymentView view = deployments.view(id);
    if (view.status().terminal()) {
      throw notApplicable(verb, view);
    }
    return view;
  }

  /** Cancels; Temporal records one text with it: who requested it, and why. */
  public void cancel(String id, Decision decision) {
    DeploymentView view = requireOpen(id, CANCEL);
    if (isTakingBack(view)) {
      throw notApplicable(CANCEL, view);
    }
    try {
      temporal.client().newUntypedWorkflowStub(id).cancel(cause(decision));
    } catch (RuntimeException failed) {
      if (Deployments.notFound(failed)) {
        throw notApplicable(CANCEL, view);
      }
      throw failed;
    } finally {
      mutations.note();
    }
  }

  /** What removes something runs to its end: half an agent helps no one. */
  private static boolean isTakingBack(DeploymentView view) {
    return view.status() == Status.COMPENSATING
        || (view.type() == DeploymentType.DESTROY && view.status() == Status.RUNNING);
  }

  private static String cause(Decision decision) {
    return decision.by() + ": " + (decision.reason() == null ? "" : decision.reason());
  }

  /** Sends an update and waits until the deployment has accepted it. */
  public void send(String id, String verb, @Nullable Object... arguments) {
    requireOpen(id, verb);
    WorkflowStub workflow = temporal.client().newUntypedWorkflowStub(id);
    var options =
        UpdateOptions.newBuilder(Void.class)
            .setUpdateName(verb)
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build();
    try {
      boolean taken =
          CallTimeout.wait(
                  WAIT,
                  () -> {
                    workflow.startUpdate(options, arguments).getResult();
                    return true;
                  })
              .isPresent();
      if (!taken) {
        throw ProblemException.unavailable(
            "No worker took the decision in %d s; check the deployment before you try again."
                .formatted(WAIT.toSeconds()));
      }
    } catch (WorkflowUpdateException refused) {
      throw TemporalErrors.failureOf(refused, DeployAgentWorkflow.NOT_APPLICABLE).isPresent()
          ? refusal(verb, deployments.view(id))
          : refused;
    } catch (RuntimeException failed) {
      if (Deployments.notFound(failed)) {
        throw notApplicable(verb, deployments.view(id));
      }
      throw failed;
    } finally {
      mutations.note();
    }
  }

  /** A validator's failure loses its type, so the status shows which of two reasons it had. */
  private static ProblemException refusal(String verb, DeploymentView view) {
    return verb.equals(APPROVE) && view.status() == Status.AWAITING_APPROVAL
        ? ProblemException.conflict(
            "The plan awaiting approval is not the one you reviewed; review it again.")
        : notApplicable(verb, view);
  }

  private static ProblemException notApplicable(String verb, DeploymentView view) {
    String status = view.status().wireName();
    String sentence =
        view.status().terminal()
            ? "Already %s; nothing to %s.".formatted(status, verb)
            : "%s does not apply: %s.".formatted(verb, now(view));
    return ProblemException.notApplicable(sentence, view.deploymentId(), view.status());
  }

  private static String now(DeploymentView view) {
    if (!isTakingBack(view)) {
      return "the deployment is " + view.status().wireName();
    }
    return view.status() == Status.COMPENSATING
        ? "the deployment is compensating, which runs to its end"
        : "the removal has begun and runs to its end";
  }
}
