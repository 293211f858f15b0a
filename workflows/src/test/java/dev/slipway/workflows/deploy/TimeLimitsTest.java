package dev.slipway.workflows.deploy;

import static dev.slipway.workflows.fakes.Faults.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.api.Approval;
import dev.slipway.api.OnFailure;
import dev.slipway.api.Status;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.fakes.Replay;
import dev.slipway.workflows.fakes.World;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.TimeLimits;
import dev.slipway.workflows.timeline.DeploymentView;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each limit ends what it limits, with its own message, and leaves a clean world. */
@Timeout(300)
class TimeLimitsTest {
  private final Harbour harbour = new Harbour();

  @AfterEach
  void close() {
    harbour.close();
  }

  @Test
  void queue_noTurn_endsTheWaitAndLeavesNothing() throws Exception {
    var order = Orders.limited(Orders.order("d-1"), with(limits -> limits.queue = 5));
    DeploymentView view = end(harbour.startQueued(order));

    assertEnds(view, Status.CANCELED, FailureType.QUEUE_EXPIRED, "within 5 minutes");
    assertThat(harbour.world().calls()).doesNotContain("preflight");
    assertTook(view, Duration.ofMinutes(5));
  }

  @Test
  void park_noOneDecides() throws Exception {
    harbour.faults().alwaysAt("samDeploy", fails(FailureType.ACCESS_DENIED));
    DeploymentView view =
        end(harbour.start(order(OnFailure.PARK, with(limits -> limits.park = 90))));

    assertEnds(view, Status.CANCELED, FailureType.PARK_EXPIRED, "No one decided within 90 minutes");
    assertThat(Objects.requireNonNull(view.failure()).evidence().toString())
        .contains("parked for AccessDenied");
    assertTook(view, Duration.ofMinutes(90));
  }

  @Test
  void approval_noOneApproves() throws Exception {
    var order =
        Orders.limited(
            Orders.order("d-1", Approval.REQUIRED), with(limits -> limits.approval = 60));
    DeploymentView view = end(harbour.start(order));

    assertEnds(view, Status.CANCELED, FailureType.APPROVAL_EXPIRED, "within 1 hour");
    assertTook(view, Duration.ofHours(1));
    assertThat(harbour.world().stackOperations()).isZero();
  }

  @Test
  void step_retriedOverAndOver_endsWithTheLastFailure() throws Exception {
    harbour.faults().alwaysAt("samDeploy", fails(FailureType.THROTTLED));
    DeploymentView view =
        end(harbour.start(order(OnFailure.COMPENSATE, with(limits -> limits.step = 2))));

    assertEnds(view, Status.FAILED, FailureType.THROTTLED, "scripted Throttled");
    // Twenty attempts, each up to 30 s after the last, would take about nine minutes.
    assertThat(took(view)).isLessThanOrEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void deployment_thatRunsTooLong_isStoppedAndUndone() throws Exception {
    harbour.faults().alwaysAt("samDeploy", fails(FailureType.THROTTLED));
    DeploymentView view =
        end(harbour.start(order(OnFailure.COMPENSATE, with(limits -> limits.deployment = 3))));

    assertEnds(view, Status.FAILED, FailureType.DEPLOYMENT_TIMED_OUT, "within 3 minutes");
    assertThat(harbour.world().calls()).contains("undoStack");
    assertTook(view, Duration.ofMinutes(3));
  }

  @Test
  void deployment_waitsForPeopleDoNotCount() throws Exception {
    harbour.faults().at("samDeploy", fails(FailureType.ACCESS_DENIED));
    WorkflowStub stub =
        harbour.start(order(OnFailure.PARK, with(limits -> limits.deployment = 10)));
    Awaitility.await().until(() -> harbour.view("d-1").status() == Status.PARKED);
    harbour.environment().sleep(Duration.ofHours(7));
    stub.update("retry", Void.class, new Decision("anna", "granted"), null);

    assertThat(end(stub).status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void deployment_secondRound_hasOnlyTheRemainingTime() throws Exception {
    harbour.faults().alwaysAt("samDeploy", fails(FailureType.THROTTLED));
    var limits =
        with(
            each -> {
              each.step = 3;
              each.deployment = 5;
            });
    WorkflowStub stub = harbour.start(order(OnFailure.PARK, limits));
    harbour.environment().sleep(Duration.ofMinutes(10));
    assertThat(harbour.view("d-1").status()).isEqualTo(Status.PARKED);
    stub.update("retry", Void.class, new Decision("anna", null), null);

    DeploymentView view = end(stub);
    assertEnds(view, Status.FAILED, FailureType.DEPLOYMENT_TIMED_OUT, "within 5 minutes");
    assertThat(took(view)).isLessThan(Duration.ofMinutes(14));
  }

  @Test
  void nonsensicalLimits_areRefused() {
    assertThatThrownBy(() -> with(limits -> limits.step = 0))
        .hasMessage("slipway.limits.step: PT0S (expected: 1 s to 30 days, such as 90m or 72h)");
  }

  private DeploymentView end(WorkflowStub stub) throws Exception {
    try {
      stub.getResult(DeploymentResult.class);
    } catch (WorkflowFailedException failedAsMeant) {
      // The history says how it ended.
    }
    Replay.of(harbour.history("d-1"));
    return harbour.view("d-1");
  }

  private void assertEnds(DeploymentView view, Status status, FailureType type, String words) {
    assertThat(view.status()).isEqualTo(status);
    var failure = Objects.requireNonNull(view.failure());
    assertThat(failure.type()).isEqualTo(type);
    assertThat(failure.message()).contains(words);
    assertThat(failure.nextAction()).isEqualTo(type.nextAction());
    assertThat(harbour.world().resources()).isEmpty();
    assertThat(harbour.world().exists(World.STACK)).isFalse();
  }

  private static void assertTook(DeploymentView view, Duration about) {
    assertThat(took(view)).isBetween(about, about.plusMinutes(1));
  }

  private static Duration took(DeploymentView view) {
    Instant end = Objects.requireNonNull(view.completedAt());
    return Duration.between(view.createdAt(), end);
  }

  private static DeploymentOrder order(OnFailure onFailure, TimeLimits limits) {
    return Orders.limited(Orders.order("d-1", onFailure), limits);
  }

  /** Minutes, far apart from each other, so that the one under test comes first. */
  private static final class Minutes {
    int step = 3_000;
    int deployment = 6_000;
    int queue = 9_000;
    int park = 12_000;
    int approval = 15_000;
  }

  private static TimeLimits with(java.util.function.Consumer<Minutes> change) {
    var minutes = new Minutes();
    change.accept(minutes);
    return new TimeLimits(
        Duration.ofMinutes(minutes.step),
        Duration.ofMinutes(minutes.deployment),
        Duration.ofMinutes(minutes.queue),
        Duration.ofMinutes(minutes.park),
        Duration.ofMinutes(minutes.approval));
  }
}
