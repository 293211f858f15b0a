package dev.slipway.workflows.replay;

import static dev.slipway.workflows.fakes.Faults.fails;
import static dev.slipway.workflows.fakes.Faults.failsAfterEffect;

import dev.slipway.api.Approval;
import dev.slipway.api.OnFailure;
import dev.slipway.api.Status;
import dev.slipway.workflows.deploy.Decision;
import dev.slipway.workflows.deploy.Patch;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Faults;
import dev.slipway.workflows.fakes.Gate;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.TimeLimits;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** A path that a workflow can take, played to its end. */
interface Scenario {
  WorkflowExecutionHistory play(Harbour harbour) throws Exception;

  /** Every path that must stay replayable, by name. */
  static Map<String, Scenario> all() {
    Map<String, Scenario> all = new TreeMap<>();
    all.put("first-deployment", harbour -> end(harbour, Orders.order("d-1")));
    all.put("transient-failure", Scenario::transientFailure);
    all.put("failed-first-create", Scenario::failedFirstCreate);
    all.put("failed-update", Scenario::failedUpdate);
    all.put("undo-failed", Scenario::undoFailed);
    all.put("kept", Scenario::kept);
    all.put("parked-and-resumed", Scenario::parkedAndResumed);
    all.put("rollback-skipped", Scenario::rollbackSkipped);
    all.put("plan-again-failed", Scenario::planAgainFailed);
    all.put("parked-and-expired", Scenario::parkedAndExpired);
    all.put("approved", harbour -> decided(harbour, "approve"));
    all.put("rejected", harbour -> decided(harbour, "reject"));
    all.put("approval-expired", harbour -> end(harbour, Orders.order("d-1", Approval.REQUIRED)));
    all.put("approval-voided", Scenario::approvalVoided);
    all.put("plan-only", harbour -> end(harbour, Orders.planOnly("d-1")));
    all.put("queue-expired", harbour -> ended(harbour, harbour.startQueued(Orders.order("d-1"))));
    all.put("deployment-timed-out", Scenario::deploymentTimedOut);
    all.put("canceled-while-deploying", Scenario::canceledWhileDeploying);
    all.put("agent-with-a-queue", Scenario::agentWithAQueue);
    all.put("audited-agent", Scenario::auditedAgent);
    all.put("destroyed", Scenario::destroyed);
    all.put("destroy-failed", Scenario::destroyFailed);
    all.put("announced", Scenario::announced);
    all.put("notice", Scenario::notice);
    all.putAll(LifeScenario.all());
    return all;
  }

  private static WorkflowExecutionHistory transientFailure(Harbour harbour) {
    harbour.faults().at("samDeploy", failsAfterEffect(FailureType.THROTTLED));
    return end(harbour, Orders.order("d-1"));
  }

  private static WorkflowExecutionHistory failedFirstCreate(Harbour harbour) {
    harbour.faults().alwaysAt("samDeploy", failsAfterEffect(FailureType.NAME_TAKEN));
    return end(harbour, Orders.order("d-1"));
  }

  private static WorkflowExecutionHistory failedUpdate(Harbour harbour) {
    harbour.world().createStack();
    harbour.faults().alwaysAt("smokeTest", fails(FailureType.AGENT_FAILED));
    return end(harbour, Orders.order("d-1"));
  }

  private static WorkflowExecutionHistory undoFailed(Harbour harbour) {
    harbour.faults().alwaysAt("samDeploy", fails(FailureType.STACK_FAILED));
    harbour.faults().alwaysAt("undoSecret", fails(FailureType.ACCESS_DENIED));
    return end(harbour, Orders.order("d-1"));
  }

  private static WorkflowExecutionHistory kept(Harbour harbour) {
    harbour.faults().alwaysAt("samDeploy", failsAfterEffect(FailureType.STACK_FAILED));
    return end(harbour, Orders.order("d-1", OnFailure.KEEP));
  }

  private static WorkflowExecutionHistory parkedAndResumed(Harbour harbour) {
    harbour.faults().at("samDeploy", fails(FailureType.ACCESS_DENIED));
    WorkflowStub stub = harbour.start(Orders.order("d-1", OnFailure.PARK));
    await(harbour, Status.PARKED);
    stub.update("retry", Void.class, new Decision("anna", "granted"), null);
    return ended(harbour, stub);
  }

  private static WorkflowExecutionHistory rollbackSkipped(Harbour harbour) {
    harbour.faults().at("planChange", fails(FailureType.ROLLBACK_STUCK));
    WorkflowStub stub = harbour.start(Orders.order("d-1", OnFailure.PARK));
    await(harbour, Status.PARKED);
    Patch consent = new Patch(null, null, List.of("AgentRole"), null);
    stub.update("retry", Void.class, new Decision("anna", "fixed manually"), consent);
    return ended(harbour, stub);
  }

  /** The stack got stuck between the plan and its approval. */
  private static WorkflowExecutionHistory planAgainFailed(Harbour harbour) {
    harbour.faults().at("planChange", Faults.NOTHING, fails(FailureType.ROLLBACK_STUCK));
    return decided(harbour, "approve");
  }

  private static WorkflowExecutionHistory parkedAndExpired(Harbour harbour) {
    harbour.faults().alwaysAt("samBuild", fails(FailureType.DEPENDENCY_UNRESOLVABLE));
    return end(harbour, Orders.order("d-1", OnFailure.PARK));
  }

  private static WorkflowExecutionHistory deploymentTimedOut(Harbour harbour) {
    harbour.faults().alwaysAt("samDeploy", fails(FailureType.THROTTLED));
    var brief =
        new TimeLimits(
            Duration.ofHours(1),
            Duration.ofMinutes(2),
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofHours(1));
    return end(harbour, Orders.limited(Orders.order("d-1"), brief));
  }

  private static WorkflowExecutionHistory decided(Harbour harbour, String verb) {
    WorkflowStub stub = harbour.start(Orders.order("d-1", Approval.REQUIRED));
    await(harbour, Status.AWAITING_APPROVAL);
    stub.update(verb, Void.class, new Decision("anna", "looked at it"));
    return ended(harbour, stub);
  }

  private static WorkflowExecutionHistory approvalVoided(Harbour harbour) {
    harbour.world().createStack();
    WorkflowStub stub = harbour.start(Orders.order("d-1", Approval.REQUIRED));
    await(harbour, Status.AWAITING_APPROVAL);
    harbour.world().changeMemory(768);
    stub.update("approve", Void.class, new Decision("anna", "looked at it"));
    Awaitility.await()
        .until(
            () ->
                harbour.view("d-1").status() == Status.AWAITING_APPROVAL
                    && harbour.world().calls("planChange") == 2);
    stub.update("approve", Void.class, new Decision("berta", "looked again"));
    return ended(harbour, stub);
  }

  private static WorkflowExecutionHistory canceledWhileDeploying(Harbour harbour)
      throws InterruptedException {
    var gate = new Gate();
    harbour.faults().at("samDeploy", gate);
    WorkflowStub stub = harbour.start(Orders.order("d-1"));
    gate.awaitReached();
    stub.cancel();
    return ended(harbour, stub);
  }

  private static WorkflowExecutionHistory agentWithAQueue(Harbour harbour)
      throws InterruptedException {
    var gate = new Gate();
    harbour.faults().at("samDeploy", gate);
    harbour.deploy(Orders.order("d-1"));
    gate.awaitReached();
    harbour.deploy(Orders.order("d-2"));
    gate.open();
    harbour.deployment("d-2").getResult(Object.class);
    return harbour.history(Orders.AGENT.workflowId());
  }

  /** One bundle at the second attempt, one after a destroy that the agent outlives to write it. */
  private static WorkflowExecutionHistory auditedAgent(Harbour harbour) {
    harbour.faults().at("writeAudit", fails(FailureType.ACCESS_DENIED));
    harbour.deploy(Orders.order("d-1"));
    harbour.deployment("d-1").getResult(Object.class);
    harbour.environment().sleep(Duration.ofMinutes(20));
    harbour.destroy(Orders.destroyOrder("x-1"));
    harbour.deployment(Orders.AGENT.workflowId()).getResult(Void.class);
    return harbour.history(Orders.AGENT.workflowId());
  }

  private static WorkflowExecutionHistory destroyed(Harbour harbour) {
    harbour.deploy(Orders.order("d-1"));
    harbour.deployment("d-1").getResult(Object.class);
    harbour.destroy(Orders.destroyOrder("x-1"));
    harbour.deployment("x-1").getResult(Object.class);
    return harbour.history("x-1");
  }

  private static WorkflowExecutionHistory destroyFailed(Harbour harbour) {
    harbour.deploy(Orders.order("d-1"));
    harbour.deployment("d-1").getResult(Object.class);
    harbour.faults().alwaysAt("removeStack", fails(FailureType.STACK_BROKEN));
    harbour.destroy(Orders.destroyOrder("x-1"));
    try {
      harbour.deployment("x-1").getResult(Object.class);
    } catch (WorkflowFailedException failedAsScripted) {
      return harbour.history("x-1");
    }
    throw new IllegalStateException("the agent was destroyed (expected: a failure)");
  }

  /** A deployment whose notices someone receives: parked, resumed, live. */
  private static WorkflowExecutionHistory announced(Harbour harbour) {
    harbour.receivers().are("builder", "chat");
    harbour.faults().at("samDeploy", fails(FailureType.ACCESS_DENIED));
    WorkflowStub stub = harbour.start(Orders.announced(Orders.order("d-1", OnFailure.PARK)));
    await(harbour, Status.PARKED);
    stub.update("retry", Void.class, new Decision("anna", "granted"), null);
    return ended(harbour, stub);
  }

  /** A notice that one of two receivers never accepts. */
  private static WorkflowExecutionHistory notice(Harbour harbour) {
    harbour.receivers().are("builder", "chat");
    harbour.receivers().isDown("chat");
    end(harbour, Orders.announced(Orders.order("d-1")));
    Awaitility.await().until(() -> !harbour.receivers().delivered().isEmpty());
    String id = harbour.receivers().delivered().getFirst().notice().id();
    WorkflowStub notice = harbour.deployment("notice/" + id);
    try {
      notice.getResult(Void.class);
    } catch (WorkflowFailedException failedAsScripted) {
      return harbour.history("notice/" + id);
    }
    throw new IllegalStateException("the notice was accepted (expected: given up)");
  }

  private static WorkflowExecutionHistory end(Harbour harbour, DeploymentOrder order) {
    return ended(harbour, harbour.start(order));
  }

  private static WorkflowExecutionHistory ended(Harbour harbour, WorkflowStub stub) {
    try {
      stub.getResult(Object.class);
    } catch (WorkflowFailedException failedAsScripted) {
      return harbour.history("d-1");
    }
    return harbour.history("d-1");
  }

  private static void await(Harbour harbour, Status status) {
    Awaitility.await().until(() -> harbour.view("d-1").status() == status);
  }
}
