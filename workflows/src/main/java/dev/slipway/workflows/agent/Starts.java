package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import dev.slipway.workflows.deploy.DeploymentResult;
import dev.slipway.workflows.destroy.DestroyAgentWorkflow;
import dev.slipway.workflows.destroy.DestroyOrder;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.turn.Revision;
import dev.slipway.workflows.turn.TurnEnded;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Starts deployments as children and learns when they end. */
final class Starts {
  private final AgentMemory memory;
  private final Watch watch;
  private final Runnable news;

  Starts(AgentMemory memory, Watch watch, Runnable news) {
    this.memory = memory;
    this.watch = watch;
    this.news = news;
  }

  /** Starts a deployment and puts it into the queue, ahead of all others if requested. */
  Admission admit(DeploymentOrder order, Place place, boolean first) {
    var child =
        Workflow.newChildWorkflowStub(
            DeployAgentWorkflow.class, ChildOptions.of(order, memory.turn().revision()));
    Promise<TurnEnded> end =
        Async.function(child::deploy, order)
            .thenApply(live -> TurnEnded.succeeded(order.id(), revision(live)));
    return admit(place, first, child, end);
  }

  private static @Nullable Revision revision(@Nullable DeploymentResult live) {
    return live == null ? null : live.revision();
  }

  Admission admit(DestroyOrder order, boolean first) {
    String name = memory.state().agentName();
    var child =
        Workflow.newChildWorkflowStub(DestroyAgentWorkflow.class, ChildOptions.of(order, name));
    Promise<TurnEnded> end =
        Async.function(child::destroy, order.of(name, memory.projectId()))
            .thenApply(ledger -> TurnEnded.gone(order.id()));
    return admit(Place.of(order), first, child, end);
  }

  private Admission admit(Place place, boolean first, Object child, Promise<TurnEnded> end) {
    DeploymentId id = place.id();
    memory.queue().admitting(place);
    try {
      Workflow.getWorkflowExecution(child).get();
      memory.enqueue(id, first);
    } catch (TemporalFailure alreadyStarted) {
      memory.lost(id);
      return memory.admission(id, true);
    }
    news.run();
    end.handle(
        (@Nullable TurnEnded ended, @Nullable RuntimeException failure) -> {
          ended(id, ended, failure);
          return null;
        });
    return memory.admission(id, false);
  }

  /** Its own report normally comes first; this is for a deployment that could not send one. */
  private void ended(
      DeploymentId id, @Nullable TurnEnded ended, @Nullable RuntimeException failure) {
    if (terminated(failure) && memory.queue().running().filter(id::equals).isPresent()) {
      // A reset terminates a run and starts another, which still has the turn.
      watch.over(id);
    } else {
      memory.closed(id, ended);
    }
    news.run();
  }

  private static boolean terminated(@Nullable RuntimeException failure) {
    return failure instanceof ChildWorkflowFailure
        && failure.getCause() instanceof TerminatedFailure;
  }
}
