package dev.slipway.workflows.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.OnFailure;
import dev.slipway.api.QueuePolicy;
import dev.slipway.api.Status;
import dev.slipway.workflows.deploy.Decision;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Faults;
import dev.slipway.workflows.fakes.Gate;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.fakes.Replay;
import dev.slipway.workflows.model.QueueTerms;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An agent's workflow is canceled or terminated: its memory survives, and so does its queue. */
@Timeout(300)
class AgentGoneTest {
  /** A timer, an activity and a workflow task after each. */
  private static final int EVENTS_OF_A_LOOK = 11;

  private final Harbour harbour = new Harbour();

  @AfterEach
  void close() throws Exception {
    Replay.of(harbour.history(Orders.AGENT.workflowId()));
    harbour.close();
  }

  @Test
  void canceledAgent_continuesAsBefore() throws Exception {
    live("d-1");
    Gate gate = running("d-2");
    agent().cancel();

    assertThat(harbour.deploy(Orders.order("d-3")).ahead()).isEqualTo(1);
    assertThat(harbour.view("d-3").status()).isEqualTo(Status.QUEUED);
    gate.open();
    end("d-3");
    assertRemembered("1=d-1", "2=d-2", "3=d-3");
    assertThat(status()).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);

    harbour.destroy(Orders.destroyOrder("x-1"));
    assertThat(end("x-1")).isEqualTo(Status.SUCCEEDED);
    await().until(() -> status() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    live("d-4");
    assertRemembered("1=d-4");
  }

  @Test
  void terminatedAgent_hasASuccessorThatKnowsWhoHasTheTurn() throws Exception {
    live("d-1");
    Gate gate = running("d-2");
    agent().terminate("by mistake");

    assertThat(harbour.deploy(Orders.order("d-3")).ahead()).isEqualTo(1);
    assertThat(harbour.view("d-3").status()).isEqualTo(Status.QUEUED);
    gate.open();
    end("d-3");
    assertRemembered("1=d-1", "2=d-2", "3=d-3");
  }

  @Test
  void terminatedAgent_isRestartedByTheDeploymentThatEnds() throws Exception {
    live("d-1");
    Gate gate = running("d-2");
    harbour.deploy(Orders.order("d-3"));
    await().until(() -> harbour.agentState().waiting().size() == 1);
    agent().terminate("by mistake");
    gate.open();

    assertThat(end("d-2")).isEqualTo(Status.SUCCEEDED);
    assertThat(end("d-3")).isEqualTo(Status.SUCCEEDED);
    assertRemembered("1=d-1", "2=d-2", "3=d-3");
    assertThat(status()).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
  }

  @Test
  void terminatedAgent_isRestartedByTheDestroyThatEnds() throws Exception {
    live("d-1");
    var gate = new Gate();
    harbour.faults().at("removeStack", gate);
    harbour.destroy(Orders.destroyOrder("x-1"));
    gate.awaitReached();
    await().until(() -> harbour.agentState().running() != null);
    agent().terminate("by mistake");
    gate.open();

    assertThat(end("x-1")).isEqualTo(Status.SUCCEEDED);
    await().until(() -> status() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
    live("d-2");
    assertRemembered("1=d-2");
  }

  @Test
  void terminatedAgent_isRestartedByTheWaitingDeployment() throws Exception {
    live("d-1");
    Instant opens = now().plus(Duration.ofHours(3));
    harbour.deploy(Orders.order("d-2", new QueueTerms(QueuePolicy.QUEUE, opens, null)));
    await().until(() -> harbour.agentState().waiting().size() == 1);
    agent().terminate("by mistake");

    harbour.environment().sleep(Duration.ofMinutes(10));
    assertThat(status()).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    assertThat(end("d-2")).isEqualTo(Status.SUCCEEDED);
    assertThat(harbour.view("d-2").completedAt())
        .isBetween(opens, opens.plus(Duration.ofMinutes(5)));
    assertRemembered("1=d-1", "2=d-2");
  }

  @Test
  void deploymentThatAnEarlierRunStarted_isWatched_andDoesNotNoticeIt() throws Exception {
    live("d-1");
    parked("d-2");
    agent().terminate("stands for a run that continued as new");
    harbour.deploy(Orders.order("d-3"));
    int before = harbour.history(Orders.AGENT.workflowId()).getEvents().size();
    harbour.environment().sleep(Duration.ofHours(24));

    assertThat(harbour.view("d-2").status()).isEqualTo(Status.PARKED);
    assertThat(harbour.view("d-3").status()).isEqualTo(Status.QUEUED);
    assertThat(signals("d-2")).as("its turn alone").isEqualTo(1);
    int looks = 24 + 6;
    assertThat(harbour.history(Orders.AGENT.workflowId()).getEvents())
        .hasSizeLessThan(before + looks * EVENTS_OF_A_LOOK);
    WorkflowStub parked = harbour.deployment("d-2");
    parked.update("retry", Void.class, new Decision("anna", "granted"), null);
    assertThat(end("d-3")).isEqualTo(Status.SUCCEEDED);
    assertRemembered("1=d-1", "2=d-2", "3=d-3");
  }

  @Test
  void deploymentThatTheAgentDoesNotKnow_getsAPlace() {
    live("d-1");
    harbour.startQueued(Orders.order("d-2"));

    assertThat(end("d-2")).isEqualTo(Status.SUCCEEDED);
    assertRemembered("1=d-1", "2=d-2");
  }

  @Test
  void deploymentThatAnEarlierRunStarted_isTerminated_andTheNextHasItsTurn() throws Exception {
    live("d-1");
    parked("d-2");
    agent().terminate("stands for a run that continued as new");
    harbour.deploy(Orders.order("d-3"));
    harbour.deployment("d-2").terminate("by mistake");

    assertThat(end("d-3")).isEqualTo(Status.SUCCEEDED);
    assertRemembered("1=d-1", "2=d-3");
  }

  @Test
  void terminatedDeployment_freesTheAgent() throws Exception {
    live("d-1");
    parked("d-2");
    // The in-memory server does not notify the agent, as a real one does.
    harbour.deployment("d-2").terminate("by mistake");

    live("d-3");
    assertRemembered("1=d-1", "2=d-3");
  }

  @Test
  void agentThatOnlyOwesBundles_endsWithTheLastOne_inALaterRunToo() throws Exception {
    harbour.faults().alwaysAt("writeAudit", Faults.fails(FailureType.STORAGE_UNAVAILABLE));
    live("d-1");
    harbour.destroy(Orders.destroyOrder("x-1"));
    end("x-1");
    await().until(() -> harbour.agentState().onlyAudits());
    agent().terminate("stands for a run that continued as new");
    harbour.faults().clear("writeAudit");
    harbour.deploy(Orders.planOnly("d-2"));
    end("d-2");

    agent().getResult(Void.class);
    assertThat(harbour.world().audited()).containsExactly("d-1", "x-1", "d-2");
  }

  @Test
  void usedId_leavesNoAgentBehind() throws Exception {
    live("d-1");
    harbour.destroy(Orders.destroyOrder("x-1"));
    agent().getResult(Void.class);

    assertThat(harbour.deploy(Orders.order("d-1")).repeated()).isTrue();
    await().until(() -> status() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
  }

  private WorkflowStub agent() {
    return harbour.client().newUntypedWorkflowStub(Orders.AGENT.workflowId());
  }

  private WorkflowExecutionStatus status() {
    return agent().describe().getStatus();
  }

  private long signals(String workflowId) {
    return harbour.history(workflowId).getEvents().stream()
        .filter(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes)
        .count();
  }

  private Instant now() {
    return Instant.ofEpochMilli(harbour.environment().currentTimeMillis());
  }

  private Gate running(String id) throws InterruptedException {
    var gate = new Gate();
    harbour.faults().at("samDeploy", gate);
    harbour.deploy(Orders.order(id));
    gate.awaitReached();
    await().until(() -> harbour.agentState().running() != null);
    return gate;
  }

  private void parked(String id) {
    harbour.faults().at("samDeploy", Faults.fails(FailureType.ACCESS_DENIED));
    harbour.deploy(Orders.order(id, OnFailure.PARK));
    await().until(() -> harbour.view(id).status() == Status.PARKED);
    await().until(() -> harbour.agentState().running() != null);
  }

  private void live(String id) {
    harbour.deploy(Orders.order(id));
    assertThat(end(id)).isEqualTo(Status.SUCCEEDED);
    await().until(() -> harbour.agentState().running() == null);
  }

  private Status end(String id) {
    try {
      harbour.deployment(id).getResult(Object.class);
    } catch (WorkflowFailedException asScripted) {
      // The history says how it ended.
    }
    return harbour.view(id).status();
  }

  private void assertRemembered(String... revisions) {
    await()
        .untilAsserted(
            () -> {
              AgentState agent = harbour.agentState();
              assertThat(agent.running()).isNull();
              assertThat(agent.waiting()).isEmpty();
              assertThat(agent.revisions())
                  .extracting(each -> each.number() + "=" + each.deploymentId())
                  .containsExactly(revisions);
            });
  }
}
