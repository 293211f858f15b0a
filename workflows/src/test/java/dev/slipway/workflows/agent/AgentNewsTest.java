package dev.slipway.workflows.agent;

import static dev.slipway.workflows.fakes.Faults.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.NoticeType;
import dev.slipway.workflows.deploy.DeploymentResult;
import dev.slipway.workflows.drift.CheckDriftWorkflow;
import dev.slipway.workflows.drift.DriftFinding;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.notices.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What receivers hear of an agent itself: once, however long it lasts. */
@Timeout(60)
class AgentNewsTest {
  private static final List<DriftFinding> FINDINGS =
      Collections.nCopies(4, new DriftFinding("memory of $LATEST", "512", "256"));

  private final Harbour harbour = new Harbour();

  /** The receiver is down: the test server skips no more time once a notice has ended. */
  @BeforeEach
  void receiver() {
    harbour.receivers().are("builder");
    harbour.receivers().isDown("builder");
  }

  @AfterEach
  void close() {
    harbour.close();
  }

  @Test
  void drift_isAnnouncedOnce_andAgainWhenItHadGone() {
    deploy(Orders.announced(Orders.order("d-1")));
    checked(1, FINDINGS);
    checked(1, FINDINGS.subList(0, 2));
    checked(DriftReport.of(Instant.EPOCH, 1, List.of(), List.of("no answer")));
    checked(1, FINDINGS);
    checked(1, List.of());
    checked(1, FINDINGS.subList(0, 1));

    await().until(() -> heard(NoticeType.DRIFTED).size() >= 2);
    assertThat(heard(NoticeType.DRIFTED))
        .extracting(Notice::message)
        .satisfiesExactlyInAnyOrder(
            message ->
                assertThat(message)
                    .startsWith(
                        "4 differences from revision 1: memory of $LATEST is 256 (deployed: 512); ")
                    .endsWith("; and 1 more"),
            message ->
                assertThat(message)
                    .isEqualTo(
                        "1 difference from revision 1: memory of $LATEST is 256 (deployed: 512)"));
    assertThat(heard(NoticeType.DRIFTED))
        .extracting(Notice::subject)
        .allSatisfy(
            subject -> {
              assertThat(subject.deploymentId()).hasToString("d-1");
              assertThat(subject.agentName()).isEqualTo("weather");
              assertThat(subject.projectId()).isEqualTo("forecasts");
            });
    assertThat(started()).isEqualTo(2);
  }

  @Test
  void driftOfTheNextRevision_isNews_andThatOfAnEarlierOneIsNone() {
    deploy(Orders.announced(Orders.order("d-1")));
    checked(1, FINDINGS);
    deploy(Orders.announced(Orders.order("d-2")));
    checked(1, FINDINGS);
    checked(2, FINDINGS);
    await().until(() -> started() == 2);

    await().until(() -> heard(NoticeType.DRIFTED).size() == 2);
    assertThat(heard(NoticeType.DRIFTED))
        .extracting(notice -> notice.subject().deploymentId().value())
        .containsExactlyInAnyOrder("d-1", "d-2");
  }

  @Test
  void missingBundle_isAnnouncedOnce_howeverOftenItIsTried() {
    harbour.faults().alwaysAt("writeAudit", fails(FailureType.ACCESS_DENIED));
    deploy(Orders.announced(Orders.order("d-1")));
    await().until(() -> heard(NoticeType.AUDIT_FAILED).size() == 1);
    harbour.environment().sleep(Duration.ofHours(2));
    assertThat(started()).isEqualTo(1);

    harbour.faults().clear("writeAudit");
    harbour.environment().sleep(Duration.ofMinutes(20));
    await().until(() -> harbour.world().audited().contains("d-1"));
    harbour.faults().alwaysAt("writeAudit", fails(FailureType.ACCESS_DENIED));
    deploy(Orders.announced(Orders.order("d-2")));

    await().until(() -> heard(NoticeType.AUDIT_FAILED).size() == 2);
    assertThat(heard(NoticeType.AUDIT_FAILED))
        .extracting(Notice::message)
        .satisfiesExactlyInAnyOrder(
            message -> assertThat(message).startsWith("No audit bundle of d-1: "),
            message -> assertThat(message).startsWith("No audit bundle of d-2: "));
  }

  @Test
  void agentOfAServerWithoutReceivers_startsNothing() {
    harbour.faults().at("writeAudit", fails(FailureType.ACCESS_DENIED));
    deploy(Orders.order("d-1"));
    checked(1, FINDINGS);
    await().until(() -> harbour.agentState().drift() != null);
    harbour.environment().sleep(Duration.ofMinutes(20));
    await().until(() -> harbour.world().audited().contains("d-1"));

    assertThat(started()).isZero();
  }

  private void deploy(DeploymentOrder order) {
    harbour.deploy(order);
    harbour.deployment(order.id().value()).getResult(DeploymentResult.class);
    await()
        .until(
            () ->
                harbour.agentState().live().stream()
                    .anyMatch(live -> live.deploymentId().equals(order.id())));
  }

  private void checked(int revision, List<DriftFinding> findings) {
    checked(DriftReport.of(Instant.EPOCH, revision, findings, List.of()));
  }

  private void checked(DriftReport report) {
    harbour.deployment(Orders.AGENT.workflowId()).signal(CheckDriftWorkflow.REPORTED, report);
  }

  /** How many notices the agent has sent, heard or not. */
  private long started() {
    return harbour.history(Orders.AGENT.workflowId()).getEvents().stream()
        .filter(event -> event.hasStartChildWorkflowExecutionInitiatedEventAttributes())
        .filter(
            event ->
                event
                    .getStartChildWorkflowExecutionInitiatedEventAttributes()
                    .getWorkflowId()
                    .startsWith("notice/"))
        .count();
  }

  private List<Notice> heard(NoticeType type) {
    return harbour.receivers().attempts().stream()
        .map(attempt -> attempt.notice())
        .filter(notice -> notice.type() == type)
        .distinct()
        .toList();
  }
}
