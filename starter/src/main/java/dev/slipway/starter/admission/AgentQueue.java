package dev.slipway.starter.admission;

import dev.slipway.starter.problems.Complaint;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.problems.TemporalTrouble;
import dev.slipway.starter.temporal.Changes;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.temporal.Patience;
import dev.slipway.starter.temporal.TemporalDoor;
import dev.slipway.workflows.agent.Admission;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.agent.AgentWorkflow;
import dev.slipway.workflows.agent.ReuseOrder;
import dev.slipway.workflows.agent.TtlAnswer;
import dev.slipway.workflows.agent.TtlChange;
import dev.slipway.workflows.destroy.DestroyOrder;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.QueuePolicy;
import dev.slipway.workflows.model.Status;
import dev.slipway.workflows.temporal.SearchAttributes;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Puts orders into an agent's queue; starts the agent's workflow when it is the first. */
@Component
public final class AgentQueue {
  /** The plan answers within a second; a minute of silence would only cost the caller. */
  private static final Duration WAIT = Duration.ofSeconds(20);

  /** The server's words for an update that came just as the agent's workflow ended. */
  private static final String ENDED_MEANWHILE = "AcceptedUpdateCompletedWorkflow";

  private static final int ATTEMPTS = 3;

  private final TemporalDoor door;
  private final Changes changes;

  AgentQueue(TemporalDoor door, Changes changes) {
    this.door = door;
    this.changes = changes;
  }

  Admission deploy(DeploymentOrder order) {
    String name = order.spec().functionName().value();
    return admit(
        order.id(),
        () -> stub(order.agent(), name, order.requestedBy()),
        stub ->
            WorkflowClient.executeUpdateWithStart(
                stub::deploy, order, options(updateId(order)), start(stub, order.agent(), name)));
  }

  Admission destroy(DestroyOrder order, String name) {
    return admit(
        order.id(),
        () -> stub(order.agent(), name, order.requestedBy()),
        stub ->
            WorkflowClient.executeUpdateWithStart(
                stub::destroy,
                order,
                options(order.id().value()),
                start(stub, order.agent(), name)));
  }

  /** A refusal must not be remembered: the same request may come again when there is room. */
  private static String updateId(DeploymentOrder order) {
    String id = order.id().value();
    return order.terms().policy() == QueuePolicy.REJECT ? id + "-" + UUID.randomUUID() : id;
  }

  /** Unlike the others this needs an agent that is there; 404 without one. */
  Admission reuse(ReuseOrder order) {
    try {
      return ask(order.agent(), agent -> agent.reuse(order)).orElseThrow(() -> unclear(order.id()));
    } catch (ProblemException | UnclearOutcome known) {
      throw known;
    } catch (RuntimeException failed) {
      throw unclearOr(order.id(), failed);
    }
  }

  /** Sets anew when the agent is taken down; 404 without one. */
  public TtlAnswer ttl(AgentKey key, TtlChange change) {
    return ask(key, agent -> agent.ttl(change))
        .orElseThrow(
            () ->
                ProblemException.unavailable(
                    "No worker answered within %d s; look at the agent before you try again."
                        .formatted(WAIT.toSeconds())));
  }

  private <R> Optional<R> ask(AgentKey key, Function<AgentWorkflow, R> question) {
    AgentWorkflow agent = door.client().newWorkflowStub(AgentWorkflow.class, key.workflowId());
    try {
      return Patience.wait(WAIT, () -> question.apply(agent));
    } catch (WorkflowUpdateException refused) {
      throw refusal(refused);
    } catch (RuntimeException failed) {
      throw Deployments.notFound(failed)
          ? ProblemException.unknown("There is no agent '%s'.".formatted(key.label()))
          : failed;
    } finally {
      changes.note();
    }
  }

  private Admission admit(
      DeploymentId id,
      java.util.function.Supplier<AgentWorkflow> stubs,
      Function<AgentWorkflow, Admission> update) {
    for (int attempt = 1; ; attempt++) {
      AgentWorkflow stub = stubs.get();
      try {
        return Patience.wait(WAIT, () -> update.apply(stub)).orElseThrow(() -> unclear(id));
      } catch (WorkflowUpdateException refused) {
        if (attempt == ATTEMPTS || !endedMeanwhile(refused)) {
          throw refusal(refused);
        }
      } catch (RuntimeException failed) {
        if (attempt == ATTEMPTS || !Deployments.notFound(failed)) {
          throw failed instanceof ProblemException || failed instanceof UnclearOutcome
              ? failed
              : unclearOr(id, failed);
        }
      } finally {
        changes.note();
      }
    }
  }

  private static boolean endedMeanwhile(WorkflowUpdateException refused) {
    return refused.getCause() instanceof ApplicationFailure failure
        && ENDED_MEANWHILE.equals(failure.getType());
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
              List.of(Complaint.about("to_revision", "not_offered", sentence, null)));
        }
        default -> {}
      }
    }
    return TemporalTrouble.failureOf(refused, AgentWorkflow.QUEUE_FULL)
        .<RuntimeException>map(full -> ProblemException.full(full.getOriginalMessage()))
        .orElse(refused);
  }

  /** A server that fell silent may have admitted the order all the same. */
  private static RuntimeException unclearOr(DeploymentId id, RuntimeException failed) {
    return TemporalTrouble.statusOf(failed)
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

  private AgentWorkflow stub(AgentKey agent, String name, String requestedBy) {
    return door.client()
        .newWorkflowStub(
            AgentWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(agent.workflowId())
                .setTaskQueue(TaskQueues.PLAN)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setTypedSearchAttributes(
                    SearchAttributes.of(agent, name, Status.RUNNING, "agent", requestedBy))
                .setStaticSummary("Agent %s in %s".formatted(name, agent.label()))
                .build());
  }

  private static WithStartWorkflowOperation<Void> start(
      AgentWorkflow stub, AgentKey agent, String name) {
    return new WithStartWorkflowOperation<>(stub::live, AgentState.fresh(agent, name));
  }

  private static UpdateOptions<Admission> options(String updateId) {
    return UpdateOptions.newBuilder(Admission.class)
        .setUpdateId(updateId)
        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
        .build();
  }
}
