package dev.slipway.workflows.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.OnFailure;
import dev.slipway.api.QueuePolicy;
import dev.slipway.api.Status;
import dev.slipway.workflows.deploy.Decision;
import dev.slipway.workflows.deploy.DeploymentResult;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Faults;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.fakes.Replay;
import dev.slipway.workflows.fakes.World;
import dev.slipway.workflows.model.QueueTerms;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.turn.Revision;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An expired agent is taken down automatically; all of it in skipped time. */
@Timeout(300)
class TtlTest {
  private static final Duration TTL = Duration.ofHours(2);

  private final Harbour harbour = new Harbour();

  @AfterEach
  void close() {
    harbour.close();
  }

  @Test
  void expiredAgent_isTakenDown_andItIsAnnounced() throws Exception {
    Revision live = live("d-1");
    Expiry announced = expiry();
    assertThat(announced.at()).isEqualTo(live.liveSince().plus(TTL));
    assertThat(announced.setBy()).isEqualTo("tester");
    assertThat(harbour.world().exists(World.STACK)).isTrue();

    agentEnds();

    assertThat(harbour.world().exists(World.STACK)).isFalse();
    DeploymentView destroy = destroyView();
    assertThat(destroy.completedAt())
        .isAfterOrEqualTo(announced.at())
        .isBefore(announced.at().plusSeconds(600));
    assertThat(destroy.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(destroy.requestedBy()).isEqualTo("slipway (ttl)");
    assertThat(destroy.reason()).contains(announced.at().toString(), "tester");
    Replay.of(harbour.history(Orders.AGENT.workflowId()));
  }

  @Test
  void eachDeployment_resetsIt() {
    Revision first = live("d-1");
    harbour.environment().sleep(TTL.dividedBy(2));
    Revision second = live("d-2");

    assertThat(expiry().at())
        .isEqualTo(second.liveSince().plus(TTL))
        .isAfter(first.liveSince().plus(TTL));
    harbour.deploy(Orders.order("d-3"));
    result("d-3");
    await().until(() -> harbour.agentState().expiry() == null);
    harbour.environment().sleep(TTL.multipliedBy(3));
    assertThat(harbour.world().exists(World.STACK)).isTrue();
  }

  @Test
  void ttl_isExtended_shortened_andRemoved() throws Exception {
    live("d-1");
    Instant longer = Objects.requireNonNull(ttl(Duration.ofDays(2)).expiresAt());
    assertThat(longer).isAfter(now().plus(Duration.ofHours(47)));
    harbour.environment().sleep(TTL.multipliedBy(2));
    assertThat(harbour.world().exists(World.STACK)).isTrue();
    assertThat(expiry().reason()).isEqualTo("the demo lasts longer");

    assertThat(ttl(null).expiresAt()).isNull();
    harbour.environment().sleep(Duration.ofDays(4));
    assertThat(harbour.world().exists(World.STACK)).isTrue();

    ttl(Duration.ofMinutes(1));
    agentEnds();
    assertThat(harbour.world().exists(World.STACK)).isFalse();
    Replay.of(harbour.history(Orders.AGENT.workflowId()));
  }

  @Test
  void failedDestroy_isRetriedADayLater() {
    live("d-1");
    Instant due = expiry().at();
    harbour.faults().at("removeStack", Faults.fails(FailureType.STACK_BROKEN));

    agentEnds();

    assertThat(harbour.world().exists(World.STACK)).isFalse();
    assertThat(now()).isAfterOrEqualTo(due.plus(Duration.ofDays(1)));
  }

  /** Not at once, as often as there were days in which a deployment was parked. */
  @Test
  void failedDestroyOfAnAgentThatExpiredDaysAgo_isRetriedADayLater() {
    live("d-1");
    WorkflowStub parked = parked("d-2");
    harbour.environment().sleep(Duration.ofDays(2));
    harbour.faults().at("removeStack", Faults.fails(FailureType.STACK_BROKEN));
    Instant released = now();
    parked.update("abort", Void.class, new Decision("anna", "it takes too long"));

    agentEnds();

    assertThat(harbour.world().calls("removeStack")).isEqualTo(2);
    assertThat(now()).isAfterOrEqualTo(released.plus(Duration.ofDays(1)));
  }

  @Test
  void scheduledDeployment_doesNotKeepAnAgentAlive() {
    live("d-1");
    Instant later = now().plus(Duration.ofDays(2));
    harbour.deploy(Orders.order("d-2", new QueueTerms(QueuePolicy.QUEUE, later, null)));

    assertThat(result("d-2").number()).isEqualTo(1);
    assertThat(destroyView().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(harbour.world().resources())
        .containsExactly("arn:secret:d-2", World.objects("d-2"), World.STACK);
  }

  @Test
  void ttlOfNothing_isRefused() {
    harbour.deploy(
        Orders.order(
            "d-1", new QueueTerms(QueuePolicy.QUEUE, now().plus(Duration.ofHours(1)), null)));
    assertThatThrownBy(() -> ttl(TTL))
        .isInstanceOf(WorkflowUpdateException.class)
        .cause()
        .hasMessageContaining("Nothing of this agent is live");
  }

  private TtlAnswer ttl(@org.jspecify.annotations.Nullable Duration ttl) {
    return harbour
        .client()
        .newWorkflowStub(AgentWorkflow.class, Orders.AGENT.workflowId())
        .ttl(new TtlChange(ttl, "anna", "the demo lasts longer", null));
  }

  private Expiry expiry() {
    return Objects.requireNonNull(harbour.agentState().expiry());
  }

  private void agentEnds() {
    harbour.deployment(Orders.AGENT.workflowId()).getResult(Void.class);
  }

  private DeploymentView destroyView() {
    return harbour.view(
        harbour.world().audited().stream()
            .filter(id -> id.startsWith("ttl-"))
            .findFirst()
            .orElseThrow());
  }

  private Revision live(String id) {
    harbour.deploy(Orders.withTtl(Orders.order(id), TTL));
    // Not by waiting for its result: that would skip time, including the agent's own.
    await().until(() -> liveIs(id));
    return harbour.agentState().live().orElseThrow();
  }

  private WorkflowStub parked(String id) {
    harbour.faults().at("samBuild", Faults.fails(FailureType.ACCESS_DENIED));
    harbour.deploy(Orders.order(id, OnFailure.PARK));
    await().until(() -> harbour.view(id).status() == Status.PARKED);
    return harbour.deployment(id);
  }

  private boolean liveIs(String id) {
    return harbour
        .agentState()
        .live()
        .map(Revision::deploymentId)
        .filter(new DeploymentId(id)::equals)
        .isPresent();
  }

  private Revision result(String id) {
    return harbour.deployment(id).getResult(DeploymentResult.class).revision();
  }

  private Instant now() {
    return Instant.ofEpochMilli(harbour.environment().currentTimeMillis());
  }
}
