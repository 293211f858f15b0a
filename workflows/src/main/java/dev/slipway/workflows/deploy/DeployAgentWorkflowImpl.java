package dev.slipway.workflows.deploy;

import dev.slipway.api.OnFailure;
import dev.slipway.api.Status;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureClass;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.TimeLimits;
import dev.slipway.workflows.notices.Notices;
import dev.slipway.workflows.turn.AgentNotifier;
import dev.slipway.workflows.turn.Introduction;
import dev.slipway.workflows.turn.Revision;
import dev.slipway.workflows.turn.Turn;
import dev.slipway.workflows.turn.Waiting;
import dev.slipway.workflows.turn.Withdrawal;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runbook with its frame: wait for the turn, run, park or undo, notify the agent. */
public final class DeployAgentWorkflowImpl implements DeployAgentWorkflow {
  private final Progress progress;
  private final Approvals approvals;
  private final Parking parking;
  private final RunningTime runningTime;
  private final Preemption preemption = new Preemption();
  private final AgentNotifier agent;
  private final Compensation compensation;
  private final Runbook runbook;
  private @Nullable Turn turn;
  private @Nullable DeploymentOrder current;
  private int round = 1;

  @WorkflowInit
  public DeployAgentWorkflowImpl(DeploymentOrder order) {
    progress = new Progress(Notices.of(order));
    agent =
        new AgentNotifier(
            new Introduction(
                order.agent(), order.spec().functionName().value(), order.requestedBy()),
            order.id());
    compensation = new Compensation(order);
    TimeLimits limits = order.limits();
    approvals = new Approvals(progress, limits.approval());
    parking = new Parking(progress, limits.park());
    runningTime = new RunningTime(progress, limits.deployment());
    runbook = new Runbook(StepStubs.ofThisWorkflow(limits), compensation, approvals);
  }

  @Override
  public @Nullable DeploymentResult deploy(DeploymentOrder order) {
    Optional<Revision> revision;
    try {
      revision = run(order);
    } catch (TemporalFailure failure) {
      throw takeBack(order, failure);
    }
    if (revision.isEmpty()) {
      planned();
      return null;
    }
    return live(order, revision.get());
  }

  /**
   * Everything that can still be undone. A cancellation takes effect even if it came during the
   * last step and that step succeeded anyway; one that comes later is too late.
   */
  private Optional<Revision> run(DeploymentOrder order) {
    Turn granted = awaitTurn(order);
    Optional<Revision> revision =
        preemption.during(
            () -> runningTime.limit(() -> runToTheEnd(asOf(granted, order), granted)));
    CancellationScope.throwCanceled();
    return revision;
  }

  private Turn awaitTurn(DeploymentOrder order) {
    progress.become(Status.QUEUED, "Waiting for its turn");
    var waiting = new Waiting(order.id(), false, order.reuse(), order.terms());
    QueueWait.await(agent, waiting, order.limits(), () -> turn != null || preemption.came());
    preemption.throwIfCame();
    progress.become(Status.RUNNING, "Running");
    return java.util.Objects.requireNonNull(turn);
  }

  /** A redeployed revision keeps its spec; the order was written before the revision was known. */
  private static DeploymentOrder asOf(Turn granted, DeploymentOrder order) {
    return order.reuse() == null || granted.source() == null
        ? order
        : order.with(granted.source().spec(), order.code());
  }

  private DeploymentResult live(DeploymentOrder order, Revision revision) {
    progress.become(
        Status.SUCCEEDED, "Live as revision " + revision.number(), Outcome.live(revision.number()));
    agent.ended(Status.SUCCEEDED, revision);
    return new DeploymentResult(order.id(), revision);
  }

  /** Removes everything the plan needed; a cancellation would do the same. */
  private void planned() {
    Workflow.newDetachedCancellationScope(
            () -> {
              compensation.undo();
              progress.become(Status.SUCCEEDED, "Planned; nothing was changed");
              agent.ended(Status.SUCCEEDED, null);
            })
        .run();
  }

  private Optional<Revision> runToTheEnd(DeploymentOrder first, Turn granted) {
    DeploymentOrder order = first;
    while (true) {
      current = order;
      try {
        return runbook.run(order, granted, round, parking.consent());
      } catch (ActivityFailure failure) {
        if (isCancellation(failure) || onFailure(order) != OnFailure.PARK) {
          throw failure;
        }
        order = parking.decide(order, Failures.explain(failure));
        round++;
      }
    }
  }

  /** A plan leaves nothing behind, however it ends. */
  private static OnFailure onFailure(DeploymentOrder order) {
    return order.planOnly() ? OnFailure.COMPENSATE : order.spec().onFailure();
  }

  private RuntimeException takeBack(DeploymentOrder order, TemporalFailure thrown) {
    Failure failure = preemption.explain(Failures.explain(thrown));
    Status end =
        failure.type().failureClass() == FailureClass.CANCELED ? Status.CANCELED : Status.FAILED;
    RuntimeException[] result = new RuntimeException[1];
    CancellationScope detached =
        Workflow.newDetachedCancellationScope(
            () -> {
              List<LedgerEntry> ledger = settle(order, failure);
              progress.become(end, failure.message(), Outcome.failed(failure));
              agent.takenBack(end, compensation.live());
              result[0] = ending(thrown, failure, ledger);
            });
    detached.run();
    return result[0];
  }

  private List<LedgerEntry> settle(DeploymentOrder order, Failure failure) {
    if (onFailure(asked(order)) == OnFailure.KEEP) {
      return compensation.keep();
    }
    progress.become(
        Status.COMPENSATING, "Undoing after: " + failure.message(), Outcome.failed(failure));
    return compensation.undo();
  }

  /** The order as a retry or the granted turn has changed it. */
  private DeploymentOrder asked(DeploymentOrder admitted) {
    DeploymentOrder latest = current;
    return latest != null
            && onFailure(latest) != onFailure(admitted)
            && Workflow.getVersion("on-failure-as-patched", Workflow.DEFAULT_VERSION, 1)
                > Workflow.DEFAULT_VERSION
        ? latest
        : admitted;
  }

  /** Temporal's UI shows a canceled workflow as canceled and a failed one with its reason. */
  private static RuntimeException ending(
      TemporalFailure thrown, Failure failure, List<LedgerEntry> ledger) {
    if (failure.type() == FailureType.CANCELLED) {
      return new CanceledFailure(failure.message());
    }
    return ApplicationFailure.newBuilder()
        .setMessage(failure.message())
        .setType(failure.type().wireName())
        .setCause(thrown)
        .setDetails(failure, ledger)
        .setNonRetryable(true)
        .build();
  }

  private static boolean isCancellation(ActivityFailure failure) {
    return failure.getCause() instanceof CanceledFailure;
  }

  @Override
  public void yourTurn(Turn granted) {
    turn = granted;
  }

  @Override
  public void withdraw(Withdrawal withdrawal) {
    preemption.withdraw(withdrawal);
  }

  @Override
  public void retry(Decision decision, @Nullable Patch patch) {
    parking.retry(patch);
  }

  @Override
  public void validateRetry(Decision decision, @Nullable Patch patch) {
    require(parking.waiting(), RETRY);
  }

  @Override
  public void abort(Decision decision) {
    parking.abort(decision);
  }

  @Override
  public void validateAbort(Decision decision) {
    require(parking.waiting(), ABORT);
  }

  @Override
  public void approve(Decision decision) {
    approvals.approve(decision);
  }

  @Override
  public void validateApprove(Decision decision) {
    require(approvals.waiting(), APPROVE);
    if (!approvals.concerns(decision)) {
      throw ApplicationFailure.newNonRetryableFailure(
          "approve does not apply: the plan awaiting approval is not the one that was reviewed",
          NOT_APPLICABLE);
    }
  }

  @Override
  public void reject(Decision decision) {
    approvals.reject(decision);
  }

  @Override
  public void validateReject(Decision decision) {
    require(approvals.waiting(), REJECT);
  }

  private void require(boolean applies, String verb) {
    if (!applies) {
      throw ApplicationFailure.newNonRetryableFailure(
          "%s does not apply: the deployment is %s".formatted(verb, progress.status().wireName()),
          NOT_APPLICABLE);
    }
  }
}
