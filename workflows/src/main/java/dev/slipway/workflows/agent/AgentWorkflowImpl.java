package dev.slipway.workflows.agent;

import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import dev.slipway.workflows.destroy.DestroyAgentWorkflow;
import dev.slipway.workflows.destroy.DestroyOrder;
import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.turn.Turn;
import dev.slipway.workflows.turn.TurnEnded;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.Map;

/** Grants turns one after the other, remembers what went live, and lives on as new runs. */
public final class AgentWorkflowImpl implements AgentWorkflow {
  /** A deployment takes about eight events; this leaves room for a full queue on top. */
  private static final int LONGEST_HISTORY = 1_000;

  /**
   * A deployment that an earlier run started is asked this often whether it is still there: it
   * tells us its end itself, unless it was terminated.
   */
  private static final Duration PING = Duration.ofMinutes(2);

  private final AgentMemory memory;
  private final AuditTrail audit;
  private boolean awake;

  @WorkflowInit
  public AgentWorkflowImpl(AgentState state) {
    memory = new AgentMemory(state);
    audit = new AuditTrail(state.agent(), memory.backlog());
  }

  @Override
  public void live(AgentState state) {
    audit.begin(() -> awake = true);
    while (!memory.retired() || !audit.isDone()) {
      grantTurn();
      remember();
      if (Workflow.getInfo().getHistoryLength() > LONGEST_HISTORY && handlersAreDone()) {
        Workflow.continueAsNew(memory.state());
      }
      awaitNews();
    }
    Workflow.await(Workflow::isEveryHandlerFinished);
  }

  private boolean handlersAreDone() {
    return Workflow.isEveryHandlerFinished();
  }

  private void awaitNews() {
    awake = false;
    if (!memory.runsAnInheritedDeployment()) {
      Workflow.await(() -> awake);
      return;
    }
    if (!Workflow.await(PING, () -> awake)) {
      memory.running().filter(id -> !isThere(id)).ifPresent(memory::lost);
    }
  }

  private void grantTurn() {
    while (memory.running().isEmpty() && memory.takeNext()) {
      DeploymentId next = memory.running().orElseThrow();
      if (!signal(next, memory.turn())) {
        memory.lost(next);
      }
    }
  }

  /** A turn granted twice is the same turn, so it also serves to ask whether somebody is there. */
  private boolean isThere(DeploymentId id) {
    return signal(id, memory.turn());
  }

  private static boolean signal(DeploymentId id, Turn turn) {
    try {
      Workflow.newUntypedExternalWorkflowStub(id.value()).signal("yourTurn", turn);
      return true;
    } catch (TemporalFailure nobodyThere) {
      return false;
    }
  }

  private void remember() {
    Workflow.upsertMemo(Map.of(AgentState.MEMO, memory.state()));
    Workflow.setCurrentDetails(memory.describe());
  }

  @Override
  public Admission deploy(DeploymentOrder order) {
    if (memory.knows(order.id())) {
      return memory.admission(order.id(), true);
    }
    var child =
        Workflow.newChildWorkflowStub(
            DeployAgentWorkflow.class, ChildOptions.of(order, memory.turn().revision()));
    Promise<?> end = Async.function(child::deploy, order);
    return admit(order.id(), child, end);
  }

  @Override
  public Admission destroy(DestroyOrder order) {
    if (memory.knows(order.id())) {
      return memory.admission(order.id(), true);
    }
    var child =
        Workflow.newChildWorkflowStub(
            DestroyAgentWorkflow.class, ChildOptions.of(order, memory.state().agentName()));
    Promise<?> end = Async.function(child::destroy, order);
    return admit(order.id(), child, end);
  }

  private Admission admit(DeploymentId id, Object child, Promise<?> end) {
    memory.admitting(id);
    try {
      Workflow.getWorkflowExecution(child).get();
      memory.enqueue(id);
    } catch (TemporalFailure alreadyStarted) {
      memory.lost(id);
      return memory.admission(id, true);
    }
    awake = true;
    end.handle(
        (result, failure) -> {
          memory.lost(id);
          awake = true;
          return null;
        });
    return memory.admission(id, false);
  }

  @Override
  public void validateDeploy(DeploymentOrder order) {
    requireRoom(order.id());
  }

  @Override
  public void validateDestroy(DestroyOrder order) {
    requireRoom(order.id());
  }

  private void requireRoom(DeploymentId id) {
    if (memory.full() && !memory.knows(id)) {
      throw ApplicationFailure.newNonRetryableFailure(
          "%d deployments of this agent are waiting already (expected: fewer); try again later"
              .formatted(memory.state().waiting().size()),
          QUEUE_FULL);
    }
  }

  @Override
  public void ended(TurnEnded ended) {
    memory.ended(ended);
    awake = true;
  }
}
