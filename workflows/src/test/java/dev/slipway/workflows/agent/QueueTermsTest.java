package dev.slipway.workflows.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.QueuePolicy;
import dev.slipway.api.Status;
import dev.slipway.workflows.deploy.DeploymentResult;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Gate;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.fakes.Replay;
import dev.slipway.workflows.fakes.World;
import dev.slipway.workflows.model.QueueTerms;
import dev.slipway.workflows.timeline.DeploymentView;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Policies and windows: which deployment replaces which, and when a turn comes. */
@Timeout(300)
class QueueTermsTest {
  private final Harbour harbour = new Harbour();

  @AfterEach
  void close() throws Exception {
    Replay.of(harbour.history(Orders.AGENT.workflowId()));
    harbour.close();
  }

  @Test
  void latestWins_replacesWaitingDeployments_notTheRunningOne() throws Exception {
    Gate gate = running("d-1");
    harbour.deploy(Orders.order("d-2"));
    harbour.destroy(Orders.destroyOrder("x-3"));

    assertThat(harbour.deploy(Orders.order("d-4", policy(QueuePolicy.LATEST_WINS))).ahead())
        .isEqualTo(2);
    assertSuperseded("d-2", "d-4");
    assertThat(harbour.world().exists(World.objects("d-2"))).isFalse();
    gate.open();

    assertThat(result("d-1")).isEqualTo(1);
    // The destroy came before it, and nothing may replace it; a new agent starts at 1.
    assertThat(result("d-4")).isEqualTo(1);
    assertThat(harbour.view("x-3").status()).isEqualTo(Status.SUCCEEDED);
    assertThat(harbour.world().resources())
        .containsExactly("arn:secret:d-4", World.objects("d-4"), World.STACK);
  }

  @Test
  void reject_isRefusedWhileAnotherRuns_andAdmittedWhenNoneDoes() throws Exception {
    Gate gate = running("d-1");
    assertThatThrownBy(() -> harbour.deploy(Orders.order("d-2", policy(QueuePolicy.REJECT))))
        .isInstanceOf(WorkflowUpdateException.class)
        .cause()
        .asInstanceOf(InstanceOfAssertFactories.type(ApplicationFailure.class))
        .satisfies(
            failure -> {
              assertThat(failure.getType()).isEqualTo(AgentWorkflow.BUSY);
              assertThat(failure.getOriginalMessage()).contains("d-1 is running");
            });
    gate.open();
    result("d-1");
    await().until(() -> harbour.agentState().running() == null);

    harbour.deploy(Orders.order("d-2", policy(QueuePolicy.REJECT)));
    assertThat(result("d-2")).isEqualTo(2);
  }

  @Test
  void latestRollback_leavesNothingWaiting() throws Exception {
    harbour.deploy(Orders.order("d-1"));
    result("d-1");
    harbour.deploy(Orders.order("d-2"));
    result("d-2");
    Gate gate = running("d-3");
    harbour.deploy(Orders.order("d-4"));

    harbour.reuse(Orders.rollback("r-5", 1, QueuePolicy.LATEST_WINS));
    assertThat(result("r-5")).isEqualTo(3);
    assertSuperseded("d-3", "r-5");
    assertSuperseded("d-4", "r-5");
    gate.open();
  }

  @Test
  void window_isWaitedFor_andOthersOvertake() {
    Instant opens = now().plus(Duration.ofHours(100));
    harbour.deploy(Orders.order("d-1", window(opens, null)));
    harbour.deploy(Orders.order("d-2"));

    assertThat(result("d-2")).isEqualTo(1);
    assertThat(harbour.view("d-1").status()).isEqualTo(Status.QUEUED);
    // The agent learns of d-2's end after we do.
    await()
        .untilAsserted(
            () ->
                assertThat(harbour.agentState().places())
                    .singleElement()
                    .extracting(place -> place.terms().notBefore())
                    .isEqualTo(opens));
    assertThat(result("d-1")).isEqualTo(2);
    assertThat(now()).isAfterOrEqualTo(opens);
  }

  @Test
  void turnThatDoesNotComeInItsWindow_isNotTakenLater() throws Exception {
    Gate gate = running("d-1");
    Instant closes = now().plus(Duration.ofSeconds(1));
    harbour.deploy(Orders.order("d-2", window(null, closes)));

    await().until(() -> harbour.view("d-2").status() == Status.CANCELED);
    assertThat(failureOf("d-2").type()).isEqualTo(FailureType.WINDOW_MISSED);
    assertThat(failureOf("d-2").message()).contains(closes.toString());
    gate.open();
    assertThat(result("d-1")).isEqualTo(1);
    assertThat(harbour.agentState().waiting()).isEmpty();
  }

  private Gate running(String id) throws InterruptedException {
    var gate = new Gate();
    harbour.faults().at("samDeploy", gate);
    harbour.deploy(Orders.order(id));
    gate.awaitReached();
    return gate;
  }

  private void assertSuperseded(String id, String by) {
    assertThatThrownBy(() -> result(id)).isInstanceOf(WorkflowFailedException.class);
    assertThat(harbour.view(id).status()).isEqualTo(Status.CANCELED);
    assertThat(failureOf(id).type()).isEqualTo(FailureType.SUPERSEDED);
    assertThat(failureOf(id).message()).isEqualTo("Superseded by %s.".formatted(by));
  }

  private DeploymentView.FailureView failureOf(String id) {
    return Objects.requireNonNull(harbour.view(id).failure());
  }

  private static QueueTerms policy(QueuePolicy policy) {
    return new QueueTerms(policy, null, null);
  }

  private static QueueTerms window(@Nullable Instant notBefore, @Nullable Instant notAfter) {
    return new QueueTerms(QueuePolicy.QUEUE, notBefore, notAfter);
  }

  private Instant now() {
    return Instant.ofEpochMilli(harbour.environment().currentTimeMillis());
  }

  private int result(String id) {
    return harbour.deployment(id).getResult(DeploymentResult.class).revision().number();
  }
}
