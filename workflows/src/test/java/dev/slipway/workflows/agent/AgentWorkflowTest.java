package dev.slipway.workflows.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.StackName;
import dev.slipway.api.Status;
import dev.slipway.workflows.deploy.DeploymentResult;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Faults;
import dev.slipway.workflows.fakes.Gate;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.fakes.World;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentOrder;
import io.temporal.client.WorkflowFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class AgentWorkflowTest {
  private final Harbour harbour = new Harbour();

  @AfterEach
  void close() {
    harbour.close();
  }

  @Test
  void secondDeployment_waitsForTheFirst() throws Exception {
    var gate = new Gate();
    harbour.faults().at("samDeploy", gate);
    assertThat(harbour.deploy(Orders.order("d-1")).ahead()).isZero();
    gate.awaitReached();

    assertThat(harbour.deploy(Orders.order("d-2")).ahead()).isEqualTo(1);
    assertThat(harbour.view("d-2").status()).isEqualTo(Status.QUEUED);
    gate.open();

    assertThat(result("d-1").revision().number()).isEqualTo(1);
    assertThat(result("d-2").revision().number()).isEqualTo(2);
    assertThat(harbour.world().stackOperations()).isEqualTo(2);
  }

  @Test
  void twoAgents_runSideBySide() throws Exception {
    var first = new Gate();
    var second = new Gate();
    harbour.faults().at("samDeploy", first, second);
    var other = new AgentKey("000000000000", "us-east-1", new StackName("strands-agent-tide"));
    harbour.deploy(Orders.order("d-1"));
    first.awaitReached();
    harbour.deploy(Orders.order("d-2", other));
    second.awaitReached();

    second.open();
    assertThat(result("d-2").revision().number()).isEqualTo(1);
    first.open();
    assertThat(result("d-1").revision().number()).isEqualTo(1);
  }

  @Test
  void sameId_isAdmittedOnce() throws Exception {
    var gate = new Gate();
    harbour.faults().at("samDeploy", gate);
    harbour.deploy(Orders.order("d-1"));
    gate.awaitReached();

    assertThat(harbour.deploy(Orders.order("d-1")).repeated()).isTrue();
    gate.open();
    result("d-1");
    assertThat(harbour.world().stackOperations()).isEqualTo(1);
  }

  @Test
  void canceledWhileWaiting_leavesTheQueue() throws Exception {
    var gate = new Gate();
    harbour.faults().at("samDeploy", gate);
    harbour.deploy(Orders.order("d-1"));
    gate.awaitReached();
    harbour.deploy(Orders.order("d-2"));
    harbour.deployment("d-2").cancel();
    assertThatThrownBy(() -> result("d-2")).isInstanceOf(WorkflowFailedException.class);
    assertThat(harbour.deploy(Orders.order("d-3")).ahead()).isEqualTo(1);
    gate.open();

    assertThat(result("d-3").revision().number()).isEqualTo(2);
  }

  @Test
  void undoneUpdate_leavesTheAgentWithTheVersionThatAnswersNow() {
    harbour.deploy(Orders.order("d-1"));
    assertThat(result("d-1").revision().outputs().version()).isEqualTo("1");
    harbour.faults().alwaysAt("smokeTest", Faults.fails(FailureType.AGENT_FAILED));
    harbour.deploy(Orders.order("d-2"));
    assertThatThrownBy(() -> result("d-2")).isInstanceOf(WorkflowFailedException.class);

    await()
        .untilAsserted(
            () -> {
              var live = harbour.agentState().live().orElseThrow();
              assertThat(live.number()).isEqualTo(1);
              assertThat(live.outputs().version()).isEqualTo("3");
            });
  }

  @Test
  void destroy_endsTheAgentAndANewDeployStartsAtRevisionOne() {
    harbour.deploy(Orders.order("d-1"));
    result("d-1");
    harbour.destroy(Orders.destroyOrder("x-1"));
    harbour.deployment("x-1").getResult(java.util.List.class);
    assertThat(harbour.world().exists(World.STACK)).isFalse();
    harbour.deployment(Orders.AGENT.workflowId()).getResult(Void.class);

    harbour.deploy(Orders.order("d-2"));
    assertThat(result("d-2").revision().number()).isEqualTo(1);
  }

  @Test
  void longLife_continuesAsNewWithoutLosingARevisionOrAWaitingRequest() {
    int deployments = 120;
    for (int i = 1; i <= deployments; i++) {
      DeploymentOrder order = Orders.order("d-" + i);
      await().until(() -> tryAdmit(order));
    }
    assertThat(result("d-" + deployments).revision().number()).isEqualTo(deployments);
    var history = harbour.history(Orders.AGENT.workflowId()).getEvents();
    assertThat(history.getFirst().getWorkflowExecutionStartedEventAttributes())
        .matches(started -> !started.getContinuedExecutionRunId().isEmpty(), "is a later run");
    // It continues once it has nothing at hand, which a slow machine delays.
    assertThat(history).hasSizeLessThan(6_000);
  }

  private boolean tryAdmit(DeploymentOrder order) {
    try {
      harbour.deploy(order);
      return true;
    } catch (io.temporal.client.WorkflowException queueIsFull) {
      return false;
    }
  }

  private DeploymentResult result(String id) {
    return harbour.deployment(id).getResult(DeploymentResult.class);
  }
}
