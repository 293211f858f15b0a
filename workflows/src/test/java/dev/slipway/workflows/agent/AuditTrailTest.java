package dev.slipway.workflows.agent;

import static dev.slipway.workflows.fakes.Faults.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.workflows.audit.AuditState;
import dev.slipway.workflows.deploy.DeploymentResult;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Gate;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.fakes.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class AuditTrailTest {
  private final Harbour harbour = new Harbour();

  @AfterEach
  void close() {
    harbour.close();
  }

  @Test
  void everyEnd_isRecordedInOrder() throws Exception {
    var gate = new Gate();
    harbour.faults().at("samDeploy", gate);
    harbour.deploy(Orders.order("d-1"));
    gate.awaitReached();
    harbour.deploy(Orders.order("d-2"));
    harbour.deployment("d-2").cancel();
    awaitAudited("d-2");
    harbour.deploy(Orders.order("d-3"));
    gate.open();
    harbour.deployment("d-3").getResult(DeploymentResult.class);
    harbour.destroy(Orders.destroyOrder("x-1"));

    awaitAudited("d-2", "d-1", "d-3", "x-1");
    harbour.deployment(Orders.AGENT.workflowId()).getResult(Void.class);
  }

  @Test
  void aDeploymentThatIsLost_isOwedABundleOnce() {
    var memory = new AgentMemory(AgentState.fresh(Orders.AGENT, "weather"));
    var id = Orders.order("d-1").id();
    memory.queue().admitting(Place.of(Orders.order("d-1")));
    memory.enqueue(id, false);
    memory.takeNext(Instant.EPOCH);
    memory.lost(id);
    memory.lost(id);

    assertThat(memory.backlog().state().unaudited()).containsExactly(id);
    assertThat(memory.state().onlyAudits()).isTrue();
  }

  @Test
  void anIdThatBelongsToAnotherWorkflow_isNotOurs() {
    var memory = new AgentMemory(AgentState.fresh(Orders.AGENT, "weather"));
    var id = Orders.order("d-1").id();
    memory.queue().admitting(Place.of(Orders.order("d-1")));
    memory.lost(id);

    assertThat(memory.backlog().isEmpty()).isTrue();
  }

  @Test
  void anUnreachableStore_delaysTheBundleAndNotTheNextDeployment() {
    harbour.faults().alwaysAt("writeAudit", fails(FailureType.ACCESS_DENIED));
    harbour.deploy(Orders.order("d-1"));
    harbour.deploy(Orders.order("d-2"));

    var second = harbour.deployment("d-2").getResult(DeploymentResult.class);
    assertThat(second.revision().number()).isEqualTo(2);
    assertThat(harbour.world().audited()).isEmpty();
    harbour.faults().clear("writeAudit");
    harbour.environment().sleep(Duration.ofMinutes(20));
    awaitAudited("d-1", "d-2");
  }

  @Test
  void anAgentThatIsDown_staysUntilTheLastBundleIsWritten() {
    harbour.deploy(Orders.order("d-1"));
    awaitAudited("d-1");
    harbour
        .faults()
        .at("writeAudit", fails(FailureType.ACCESS_DENIED), fails(FailureType.ACCESS_DENIED));
    harbour.destroy(Orders.destroyOrder("x-1"));
    harbour.deployment(Orders.AGENT.workflowId()).getResult(Void.class);

    assertThat(harbour.world().exists(World.STACK)).isFalse();
    assertThat(harbour.world().audited()).containsExactly("d-1", "x-1");
  }

  @Test
  void aNewRunOfTheAgent_writesWhatTheOldOneOwed() {
    var backlog = new AuditBacklog(AuditState.NONE);
    backlog.ended(Orders.order("d-7").id());
    backlog.ended(Orders.order("d-8").id());
    var owed =
        new AgentState(
            Orders.AGENT,
            "weather",
            null,
            List.of(),
            List.of(),
            9,
            backlog.state(),
            List.of(),
            List.of(),
            null,
            null,
            false,
            null,
            null);
    var agent =
        harbour
            .client()
            .newWorkflowStub(
                AgentWorkflow.class,
                io.temporal.client.WorkflowOptions.newBuilder()
                    .setWorkflowId(Orders.AGENT.workflowId())
                    .setTaskQueue(dev.slipway.workflows.temporal.TaskQueues.PLAN)
                    .build());
    io.temporal.client.WorkflowClient.start(agent::live, owed);

    awaitAudited("d-7", "d-8");
  }

  private void awaitAudited(String... ids) {
    await().untilAsserted(() -> assertThat(harbour.world().audited()).containsExactly(ids));
  }
}
