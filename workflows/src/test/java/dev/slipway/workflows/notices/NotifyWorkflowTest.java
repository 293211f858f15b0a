package dev.slipway.workflows.notices;

import static dev.slipway.workflows.fakes.Faults.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.api.Approval;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentType;
import dev.slipway.api.NoticeType;
import dev.slipway.api.OnFailure;
import dev.slipway.workflows.deploy.Decision;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.notices.Notify.Delivery;
import dev.slipway.workflows.undo.LedgerAction;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who hears of a deployment, and when. */
@Timeout(60)
class NotifyWorkflowTest {
  private final Harbour harbour = new Harbour();

  @AfterEach
  void close() {
    harbour.close();
  }

  @Test
  void deployment_announcesWhatNeedsAPerson_andItsEnd() {
    harbour.receivers().are("builder");
    harbour.faults().at("samDeploy", fails(FailureType.ACCESS_DENIED));
    WorkflowStub stub = harbour.start(Orders.announced(Orders.parkingWithApproval("d-1")));
    awaitNotices(1);
    stub.update("approve", Void.class, new Decision("anna", "fine"));
    awaitNotices(2);
    stub.update("retry", Void.class, new Decision("anna", "granted"), null);
    stub.getResult(Object.class);
    awaitNotices(3);

    assertThat(notices())
        .extracting(Notice::type)
        .containsExactly(NoticeType.AWAITING_APPROVAL, NoticeType.PARKED, NoticeType.SUCCEEDED);
    assertThat(notices()).extracting(Notice::id).doesNotHaveDuplicates();
    assertThat(notices().getFirst().message()).isEqualTo("Waiting for approval of 1 change");
    assertThat(notices().get(1).message()).startsWith("Parked: ").contains("Next: ");
    assertThat(notices().getLast().subject().deploymentId()).hasToString("d-1");
  }

  @Test
  void everyReceiver_hearsOfANotice_underOneId() {
    harbour.receivers().are("builder", "chat");
    harbour.start(Orders.announced(Orders.order("d-1"))).getResult(Object.class);
    awaitNotices(2);

    assertThat(harbour.receivers().delivered())
        .extracting(Delivery::receiver)
        .containsExactlyInAnyOrder("builder", "chat");
    assertThat(notices()).extracting(Notice::id).containsOnly(notices().getFirst().id());
  }

  @Test
  void receiverThatIsDown_hearsOfItLater_underTheSameId_andHoldsUpNothing() {
    harbour.receivers().are("chat", "builder");
    harbour.receivers().isDown("chat");
    harbour.start(Orders.announced(Orders.order("d-1"))).getResult(Object.class);
    awaitNotices(1);
    harbour.environment().sleep(Duration.ofHours(5));
    harbour.receivers().isUp("chat");
    result(notices().getFirst());

    assertThat(harbour.receivers().delivered())
        .extracting(Delivery::receiver)
        .containsExactly("builder", "chat");
    assertThat(harbour.receivers().attempts())
        .extracting(attempt -> attempt.notice().id())
        .hasSizeGreaterThan(10)
        .containsOnly(notices().getFirst().id());
  }

  @Test
  void receiverThatStaysDown_isGivenUpAfterThreeDays_andTheNoticeFails() {
    harbour.receivers().are("chat", "builder");
    harbour.receivers().isDown("chat");
    harbour.start(Orders.announced(Orders.order("d-1"))).getResult(Object.class);
    awaitNotices(1);

    long before = harbour.environment().currentTimeMillis();
    assertThatThrownBy(() -> result(notices().getFirst()))
        .isInstanceOf(WorkflowFailedException.class)
        .rootCause()
        .hasMessageContaining("Not accepted by chat.");
    assertThat(Duration.ofMillis(harbour.environment().currentTimeMillis() - before))
        .isBetween(Duration.ofHours(71), Duration.ofHours(73));
  }

  @Test
  void failureAndCancellation_areAnnounced() {
    harbour.receivers().are("builder");
    harbour.faults().alwaysAt("samDeploy", fails(FailureType.STACK_FAILED));
    WorkflowStub failed = harbour.start(Orders.announced(Orders.order("d-1")));
    assertThatThrownBy(() -> failed.getResult(Object.class)).isNotNull();
    WorkflowStub canceled = harbour.start(Orders.announced(Orders.order("d-2", Approval.REQUIRED)));
    awaitNotices(2);
    canceled.cancel();
    awaitNotices(3);

    assertThat(notices())
        .extracting(notice -> notice.subject().deploymentId() + " " + notice.type().wireName())
        .containsExactlyInAnyOrder("d-1 failed", "d-2 awaiting_approval", "d-2 canceled");
  }

  @Test
  void deploymentOfAServerWithoutReceivers_startsNothing() {
    harbour.receivers().are("builder");
    harbour.start(Orders.order("d-1", OnFailure.COMPENSATE)).getResult(Object.class);

    assertThat(harbour.history("d-1").getEvents())
        .noneMatch(event -> event.hasStartChildWorkflowExecutionInitiatedEventAttributes());
  }

  /** The test server skips no more time once a child has ended after its parent: none does here. */
  @Test
  void agentThatExpires_isAnnounced() {
    harbour.receivers().are("builder");
    harbour.receivers().isDown("builder");
    harbour.deploy(Orders.announced(Orders.withTtl(Orders.order("d-1"), Duration.ofHours(1))));
    harbour.deployment("d-1").getResult(Object.class);
    harbour.deployment(Orders.AGENT.workflowId()).getResult(Void.class);

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(harbour.receivers().attempts())
                    .extracting(attempt -> attempt.notice().subject().type())
                    .contains(DeploymentType.LAMBDA, DeploymentType.DESTROY));
    assertThat(harbour.receivers().attempts())
        .extracting(attempt -> attempt.notice().subject())
        .filteredOn(subject -> subject.type() == DeploymentType.DESTROY)
        .allSatisfy(
            subject -> {
              assertThat(subject.agentName()).isEqualTo("weather");
              assertThat(subject.projectId()).isEqualTo("forecasts");
            });
    Notice destroyed =
        harbour.receivers().attempts().stream()
            .map(Delivery::notice)
            .filter(notice -> notice.subject().type() == DeploymentType.DESTROY)
            .findFirst()
            .orElseThrow();
    assertThat(destroyed.message())
        .isEqualTo("%d resources removed".formatted(removed(destroyed.subject().deploymentId())));
  }

  private long removed(DeploymentId destroy) {
    return harbour.view(destroy.value()).compensation().stream()
        .filter(entry -> entry.action() == LedgerAction.DELETED)
        .count();
  }

  @Test
  void noticeThatIsCanceled_isNotCountedAsGivenUp() {
    harbour.receivers().are("builder");
    harbour.receivers().isDown("builder");
    harbour.start(Orders.announced(Orders.order("d-1"))).getResult(Object.class);
    Awaitility.await().until(() -> !harbour.receivers().attempts().isEmpty());
    Notice notice = harbour.receivers().attempts().getFirst().notice();
    harbour.deployment("notice/" + notice.id()).cancel();

    assertThatThrownBy(() -> result(notice)).hasRootCauseInstanceOf(CanceledFailure.class);
  }

  private void result(Notice notice) {
    harbour.deployment("notice/" + notice.id()).getResult(Void.class);
  }

  private void awaitNotices(int count) {
    Awaitility.await().until(() -> harbour.receivers().delivered().size() >= count);
  }

  private List<Notice> notices() {
    return harbour.receivers().delivered().stream().map(Delivery::notice).toList();
  }
}
