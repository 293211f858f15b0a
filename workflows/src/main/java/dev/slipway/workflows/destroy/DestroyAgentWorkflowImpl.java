package dev.slipway.workflows.destroy;

import dev.slipway.api.DeploymentType;
import dev.slipway.api.Status;
import dev.slipway.workflows.deploy.Outcome;
import dev.slipway.workflows.deploy.Progress;
import dev.slipway.workflows.deploy.QueueWait;
import dev.slipway.workflows.deploy.StepOptions;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureClass;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.QueueTerms;
import dev.slipway.workflows.notices.Notices;
import dev.slipway.workflows.notices.Subject;
import dev.slipway.workflows.turn.AgentNotifier;
import dev.slipway.workflows.turn.Introduction;
import dev.slipway.workflows.turn.Turn;
import dev.slipway.workflows.turn.Waiting;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stack first, since it uses the rest; then the keys; then what was stored.
 *
 * <p>It can be canceled while it waits for its turn. Once the removal has started it runs to
 * completion: nothing restores what is gone, and half an agent helps no one.
 */
public final class DestroyAgentWorkflowImpl implements DestroyAgentWorkflow {
  private @Nullable Turn turn;
  private boolean stackGone;

  @Override
  public List<LedgerEntry> destroy(DestroyOrder order) {
    var agent =
        new AgentNotifier(
            new Introduction(order.agent(), order.agent().stackName().value(), order.requestedBy()),
            order.id());
    var waiting = new Waiting(order.id(), true, null, QueueTerms.DEFAULT);
    var progress = new Progress(notices(order));
    List<LedgerEntry> ledger = new ArrayList<>();
    try {
      QueueWait.await(agent, waiting, order.limits(), () -> turn != null);
      progress.become(Status.RUNNING, "Taking the agent down");
      Workflow.newDetachedCancellationScope(() -> ledger.addAll(removeAll(order))).run();
    } catch (TemporalFailure thrown) {
      Failure failure = asFarAsItCame(Failures.explain(thrown));
      boolean canceled = failure.type().failureClass() == FailureClass.CANCELED;
      Status end = canceled ? Status.CANCELED : Status.FAILED;
      progress.become(end, failure.message(), Outcome.failed(failure));
      agent.ended(end, null);
      throw stackGone ? explained(failure, thrown) : thrown;
    }
    progress.become(Status.SUCCEEDED, removed(ledger));
    agent.gone();
    return ledger;
  }

  /** What was thrown explains itself as if nothing were gone yet. */
  private static ApplicationFailure explained(Failure failure, TemporalFailure thrown) {
    return ApplicationFailure.newBuilder()
        .setMessage(failure.message())
        .setType(failure.type().wireName())
        .setDetails(failure)
        .setCause(thrown)
        .setNonRetryable(true)
        .build();
  }

  private Failure asFarAsItCame(Failure failure) {
    return stackGone
        ? failure.withNextAction(
            failure.nextAction()
                + " Then destroy the agent again: its stack is gone, but not all that belonged to it.")
        : failure;
  }

  /** What is kept on purpose is in the ledger, too. */
  private static String removed(List<LedgerEntry> ledger) {
    long count = ledger.stream().filter(entry -> entry.action() == LedgerAction.DELETED).count();
    return count == 1 ? "1 resource removed" : count + " resources removed";
  }

  private static Notices notices(DestroyOrder order) {
    // An order of an older version has no name.
    String name = Objects.requireNonNullElse(order.agentName(), order.agent().stackName().value());
    return Notices.about(
        order.announced()
            ? new Subject(
                order.id(),
                DeploymentType.DESTROY,
                order.agent(),
                name,
                order.requestedBy(),
                order.reason(),
                order.projectId(),
                null)
            : null);
  }

  private List<LedgerEntry> removeAll(DestroyOrder order) {
    Outputs live = turn == null || turn.live() == null ? null : turn.live().outputs();
    var input = new RemoveAgent.Input(order.id(), order.agent(), live);
    List<LedgerEntry> ledger = new ArrayList<>();
    ledger.addAll(stub("Removing the stack").removeStack(input));
    stackGone = true;
    ledger.addAll(stub("Removing the keys").removeSecrets(input));
    ledger.addAll(stub("Removing stored code and packages").removeArtifacts(input));
    return ledger;
  }

  private static RemoveAgent stub(String summary) {
    return Workflow.newActivityStub(RemoveAgent.class, StepOptions.undo(summary));
  }

  @Override
  public void yourTurn(Turn granted) {
    turn = granted;
  }
}
