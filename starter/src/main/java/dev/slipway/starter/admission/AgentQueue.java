package dev.slipway.starter.admission;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentType;
import dev.slipway.api.QueuePolicy;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.problems.TemporalErrors;
import dev.slipway.starter.temporal.CallTimeout;
import dev.slipway.starter.temporal.MutationCounter;
import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.workflows.agent.Admission;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.agent.AgentWorkflow;
import dev.slipway.workflows.agent.ReuseOrder;
import dev.slipway.workflows.agent.TtlAnswer;
import dev.slipway.workflows.agent.TtlChange;
import dev.slipway.workflows.destroy.DestroyOrder;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.revival.AgentCalls;
import dev.slipway.workflows.revival.AgentRuns;
import dev.slipway.workflows.turn.Introduction;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Enqueues orders for an agent; the first one starts the agent's workflow. */
@Component
public final class AgentQueue {
  /** The workflow answers within a second; waiting a minute would only cost the caller time. */
  private static final Duration WAIT = Duration.ofSeconds(20);

  private final TemporalConnection temporal;
  private final MutationCounter mutations;

  AgentQueue(TemporalConnection temporal, MutationCounter mutations) {
    this.temporal = temporal;
    this.mutations = mutations;
  }

  Admission deploy(DeploymentOrder order) {
    String name = order.spec().functionName().value();
    var agent = new Introduction(order.agent(), name, order.requestedBy());
    return admit(order.id(), agent, options("deploy", updateId(order)), order);
  }

  Admission destroy(DestroyOrder order, String name) {
    var agent = new Introduction(order.agent(), name, order.requestedBy());
    return admit(
        order.id(), agent, options(DeploymentType.DESTROY.wireName(), order.id().value()), order);
  }

  /** A refusal must not be remembered: the same request may be retried once there is room. */
  private static String updateId(DeploymentOrder order) {
    String id = order.id().value();
    return order.terms().policy() == QueuePolicy.REJECT ? id + "-" + UUID.randomUUID() : id;
  }

  /** Unlike the others, this needs an existing agent; 404 without one. */
  Admission reuse(ReuseOrder order) {
    try {
      var update = options("reuse", order.id() + "-" + UUID.randomUUID());
      return ask(order.agent(), order.requestedBy(), update, order)
          .orElseThrow(() -> unclear(order.id()));
    } catch (ProblemException | UnclearOutcome known) {
      throw known;
    } catch (RuntimeException failed) {
      throw unclearOr(order.id(), failed);
    }
  }

  /** Changes when the agent expires; 404 without one. */
  public TtlAnswer ttl(AgentKey key, TtlChange change) {
    var update =
        UpdateOptions.newBuilder(TtlAnswer.class)
            .setUpdateName("ttl")
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build();
    return ask(key, change.by(), update, change)
        .orElseThrow(
            () ->
                ProblemException.unavailable(
                    "No worker answered within %d s; check the agent before you try again."
                        .formatted(WAIT.toSeconds())));
  }

  private <R> Optional<R> ask(
      AgentKey key, String requestedBy, UpdateOptions<R> update, Object question) {
    var agent = new Introduction(key, nameOf(key), requestedBy);
    try {
      return CallTimeout.wait(WAIT, () -> calls().update(agent, update, question));
    } catch (WorkflowUpdateException refused) {
      throw refusal(refused);
    } finally {
      mutations.note();
    }
  }

  /** The name of an agent that runs or was stopped by someone else; 404 when there is none. */
  private String nameOf(AgentKey key) {
    return calls()
        .latest(key)
        .filter(last -> AgentRuns.runs(last) || AgentRuns.known(last).isPresent())
        .map(last -> AgentRuns.known(last).map(AgentState::agentName))
        .map(name -> name.orElse(key.stackName().value()))
        .orElseThrow(
            () -> ProblemException.notFound("There is no agent '%s'.".formatted(key.label())));
  }

  private AgentCalls calls() {
    return new AgentCalls(temporal.client());
  }

  private Admission admit(
      DeploymentId id, Introduction agent, UpdateOptions<Admission> update, Object order) {
    try {
      return CallTimeout.wait(WAIT, () -> calls().update(agent, update, order))
          .orElseThrow(() -> unclear(id));
    } catch (WorkflowUpdateException refused) {
      throw refusal(refused);
    } catch (ProblemException | UnclearOutcome known) {
      throw known;
    } catch (RuntimeException failed) {
      throw unclearOr(id, failed);
    } finally {
      mutations.note();
    }
  }

  private static RuntimeException refusal(WorkflowUpdateException refused) {
    if (refused.getCause() instanceof ApplicationFailure failure) {
      String sentence = failure.getOriginalMessage();
      switch (failure.getType()) {
        case AgentWorkflow.BUSY, AgentWorkflow.NOTHING_LIVE -> {
          return ProblemException.busy(sentence);
        }
        case AgentWorkflow.NOT_OFFERED -> {
          return ProblemException.invalid(
              List.of(FieldError.about("to_revision", "not_offered", sentence, null)));
        }
        default -> {}
      }
    }
    return TemporalErrors.failureOf(refused, AgentWorkflow.QUEUE_FULL)
        .<RuntimeException>map(full -> ProblemException.tooManyRequests(full.getOriginalMessage()))
        .orElse(refused);
  }

  /** A server that stopped responding may have admitted the order anyway. */
  private static RuntimeException unclearOr(DeploymentId id, RuntimeException failed) {
    return TemporalErrors.statusOf(failed)
        .map(
            status ->
                switch (status.getCode()) {
                  case DEADLINE_EXCEEDED, CANCELLED, UNKNOWN, INTERNAL, ABORTED, UNAVAILABLE ->
                      unclear(id);
                  default -> failed;
                })
        .orElse(failed);
  }

  private static UnclearOutcome unclear(DeploymentId id) {
    return new UnclearOutcome(
        ("No worker confirmed deployment '%s' in time; it may start later. Send the same request"
                + " with deployment_id '%s' again to find out.")
            .formatted(id, id));
  }

  private static UpdateOptions<Admission> options(String update, String updateId) {
    return UpdateOptions.newBuilder(Admission.class)
        .setUpdateName(update)
        .setUpdateId(updateId)
        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
        .build();
  }
}
