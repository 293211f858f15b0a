package dev.slipway.workflows.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.Status;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Faults;
import dev.slipway.workflows.fakes.Gate;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.fakes.Replay;
import dev.slipway.workflows.fakes.Unheeded;
import dev.slipway.workflows.fakes.World;
import dev.slipway.workflows.model.TimeLimits;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.timeline.DeploymentView.FailureView;
import dev.slipway.workflows.turn.Revision;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowFailedException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever ends a deployment or a destroy, and when: the world and the agent's memory agree. */
@Timeout(300)
class AnyInstantTest {
  private Harbour harbour = new Harbour();

  @AfterEach
  void close() {
    harbour.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "preflight",
        "inject",
        "samBuild",
        "planChange",
        "samDeploy",
        "fetchOutputs",
        "smokeTest"
      })
  void canceledYetTheStepSucceeds_isUndoneAndForgotten(String step) throws Exception {
    harbour.faults().at(step, Unheeded.cancel(harbour, "d-1"));
    harbour.deploy(Orders.order("d-1"));
    DeploymentView view = end("d-1");

    assertThat(view.status()).isEqualTo(Status.CANCELED);
    assertThat(view.compensation())
        .extracting(LedgerEntry::action)
        .containsOnly(LedgerAction.DELETED);
    assertThat(harbour.world().resources()).isEmpty();
    assertThat(harbour.deploy(Orders.order("d-2")).ahead()).isZero();
    end("d-2");
    assertRemembered("1=d-2");
  }

  @Test
  void canceledUpdate_yetTheLastStepSucceeds_leavesThePreviousRevision() throws Exception {
    live("d-1");
    harbour.faults().at("smokeTest", Unheeded.cancel(harbour, "d-2"));
    harbour.deploy(Orders.order("d-2"));

    assertThat(end("d-2").status()).isEqualTo(Status.CANCELED);
    assertThat(harbour.world().resources())
        .contains(World.objects("d-1"), World.STACK)
        .doesNotContain(World.objects("d-2"));
    assertRemembered("1=d-1");
  }

  @Test
  void supersededYetTheLastStepSucceeds_isUndone() throws Exception {
    live("d-1");
    live("d-2");
    harbour
        .faults()
        .at(
            "smokeTest",
            new Unheeded(
                harbour,
                "d-3",
                EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
                () -> harbour.reuse(Orders.rollback("r-4", 1))));
    harbour.deploy(Orders.order("d-3"));

    DeploymentView view = end("d-3");
    assertThat(view.status()).isEqualTo(Status.CANCELED);
    assertThat(view.failure()).extracting(FailureView::type).isEqualTo(FailureType.SUPERSEDED);
    assertThat(harbour.world().exists(World.objects("d-3"))).isFalse();
    end("r-4");
    assertRemembered("1=d-1", "2=d-2", "3=r-4");
  }

  @Test
  void timedOutYetTheLastStepSucceeds_isUndone() throws Exception {
    Duration brief = Duration.ofSeconds(2);
    Duration ample = Duration.ofHours(1);
    harbour
        .faults()
        .at("smokeTest", new Unheeded(harbour, "d-1", EventType.EVENT_TYPE_TIMER_FIRED, () -> {}));
    harbour.deploy(
        Orders.limited(Orders.order("d-1"), new TimeLimits(ample, brief, ample, ample, ample)));

    DeploymentView view = end("d-1");
    assertThat(view.status()).isEqualTo(Status.FAILED);
    assertThat(view.failure())
        .extracting(FailureView::type)
        .isEqualTo(FailureType.DEPLOYMENT_TIMED_OUT);
    assertThat(harbour.world().resources()).isEmpty();
  }

  @Test
  void canceledPlan_leavesNothing() throws Exception {
    harbour.faults().at("planChange", Unheeded.cancel(harbour, "d-1"));
    harbour.deploy(Orders.planOnly("d-1"));

    assertThat(end("d-1").status()).isEqualTo(Status.CANCELED);
    assertThat(harbour.world().resources()).isEmpty();
  }

  @Test
  void canceledWhileAFailureIsUndone_endsAsThatFailure() throws Exception {
    harbour.faults().at("samDeploy", Faults.failsAfterEffect(FailureType.STACK_FAILED));
    harbour.faults().at("undoSecret", Unheeded.cancel(harbour, "d-1"));
    harbour.deploy(Orders.order("d-1"));

    DeploymentView view = end("d-1");
    assertThat(view.status()).isEqualTo(Status.FAILED);
    assertThat(view.failure()).extracting(FailureView::type).isEqualTo(FailureType.STACK_FAILED);
    assertThat(harbour.world().resources()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"removeStack", "removeSecrets", "removeArtifacts"})
  void destroyCanceledOnceItRemoves_runsToCompletion(String step) throws Exception {
    live("d-1");
    harbour.faults().at(step, Unheeded.cancel(harbour, "x-1"));
    harbour.destroy(Orders.destroyOrder("x-1"));

    DeploymentView view = end("x-1");
    assertThat(view.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(harbour.world().exists(World.STACK)).isFalse();
    assertThat(harbour.world().calls("removeArtifacts")).isEqualTo(1);
    harbour.deployment(Orders.AGENT.workflowId()).getResult(Void.class);
    harbour.deploy(Orders.order("d-2"));
    end("d-2");
    assertRemembered("1=d-2");
  }

  @Test
  void destroyCanceledWhileItWaits_removesNothing() throws Exception {
    live("d-1");
    var gate = new Gate();
    harbour.faults().at("samDeploy", gate);
    harbour.deploy(Orders.order("d-2"));
    gate.awaitReached();
    harbour.destroy(Orders.destroyOrder("x-1"));
    harbour.deployment("x-1").cancel();

    assertThat(end("x-1").status()).isEqualTo(Status.CANCELED);
    gate.open();
    end("d-2");
    assertRemembered("1=d-1", "2=d-2");
    assertThat(harbour.world().calls()).doesNotContain("removeStack");
  }

  @Test
  void destroyThatFailsAfterACancellation_endsAsThatFailure() throws Exception {
    live("d-1");
    harbour.faults().at("removeStack", Unheeded.cancel(harbour, "x-1"));
    harbour.faults().at("removeSecrets", Faults.fails(FailureType.ACCESS_DENIED));
    harbour.destroy(Orders.destroyOrder("x-1"));

    DeploymentView view = end("x-1");
    assertThat(view.status()).isEqualTo(Status.FAILED);
    assertThat(view.failure()).extracting(FailureView::type).isEqualTo(FailureType.ACCESS_DENIED);
  }

  @Test
  void deploymentsThatCannotReport_areKnownByTheirResults() throws Exception {
    harbour.close();
    harbour = Harbour.withLostReports();
    harbour.deploy(Orders.order("d-1"));
    awaitEnd("d-1");
    harbour.deploy(Orders.order("d-2"));
    awaitEnd("d-2");
    assertRemembered("1=d-1", "2=d-2");

    harbour.destroy(Orders.destroyOrder("x-1"));
    awaitEnd("x-1");
    harbour.deployment(Orders.AGENT.workflowId()).getResult(Void.class);
  }

  private void live(String id) throws Exception {
    harbour.deploy(Orders.order(id));
    end(id);
    await().until(() -> harbour.agentState().running() == null);
  }

  private DeploymentView end(String id) throws Exception {
    awaitEnd(id);
    Replay.of(harbour.history(id));
    return harbour.view(id);
  }

  private void awaitEnd(String id) {
    try {
      harbour.deployment(id).getResult(Object.class);
    } catch (WorkflowFailedException asScripted) {
      // The history says how it ended.
    }
  }

  private void assertRemembered(String... revisions) throws Exception {
    await()
        .untilAsserted(
            () -> {
              AgentState agent = harbour.agentState();
              assertThat(agent.running()).isNull();
              assertThat(agent.waiting()).isEmpty();
              assertThat(remembered(agent)).containsExactly(revisions);
            });
    Replay.of(harbour.history(Orders.AGENT.workflowId()));
  }

  private static List<String> remembered(AgentState agent) {
    return agent.revisions().stream()
        .map((Revision each) -> each.number() + "=" + each.deploymentId())
        .toList();
  }
}
