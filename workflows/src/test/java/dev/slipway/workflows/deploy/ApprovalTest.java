package dev.slipway.workflows.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.api.Approval;
import dev.slipway.api.OnFailure;
import dev.slipway.api.Status;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Faults;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.fakes.World;
import dev.slipway.workflows.steps.Step;
import dev.slipway.workflows.timeline.DeploymentView.StepView;
import dev.slipway.workflows.timeline.PlanView;
import dev.slipway.workflows.timeline.StepStatus;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A plan, and what people decide about it. */
@Timeout(300)
class ApprovalTest {
  private final Harbour harbour = new Harbour();

  @AfterEach
  void close() {
    harbour.close();
  }

  @Test
  void waitingPlan_showsWhatWouldChange_andUntilWhenItWaits() {
    harbour.world().createStack();
    waitingFor(Approval.REQUIRED);

    PlanView plan = plan();
    assertThat(plan.changes())
        .extracting(PlanView.Line::logicalId)
        .containsExactly("AgentFunction");
    assertThat(Objects.requireNonNull(plan.plan().comparison()).parameters())
        .extracting(difference -> difference.from() + " to " + difference.to())
        .containsExactly("256 to 512");
    assertThat(Objects.requireNonNull(plan.expiresAt()))
        .isBetween(now().plus(Duration.ofHours(71)), now().plus(Duration.ofHours(73)));
    assertThat(plan.approval()).isNull();
  }

  @Test
  void approval_isKeptWithPersonAndReason_andThePlanIsMadeAgain() {
    WorkflowStub stub = waitingFor(Approval.REQUIRED);
    stub.update("approve", Void.class, new Decision("anna", "looked at it"));
    stub.getResult(DeploymentResult.class);

    var approval = Objects.requireNonNull(plan().approval());
    assertThat(approval.by()).isEqualTo("anna");
    assertThat(approval.reason()).isEqualTo("looked at it");
    assertThat(plan().voided()).isNull();
    assertThat(harbour.world().calls("planChange")).isEqualTo(2);
    assertThat(harbour.world().stackOperations()).isEqualTo(1);
  }

  @Test
  void stackThatChangedMeanwhile_voidsTheApproval_andTheNewPlanNeedsOne() {
    harbour.world().createStack();
    WorkflowStub stub = waitingFor(Approval.REQUIRED);
    harbour.world().changeMemory(768);
    stub.update("approve", Void.class, new Decision("anna", "fine"));
    Awaitility.await().until(() -> status() == Status.AWAITING_APPROVAL && plan().voided() != null);

    assertThat(harbour.world().stackOperations()).isZero();
    assertThat(plan().approval()).isNull();
    var voided = Objects.requireNonNull(plan().voided());
    assertThat(voided.approval().by()).isEqualTo("anna");
    assertThat(voided.why()).contains("MemorySize is 768 now");

    stub.update("approve", Void.class, new Decision("berta", "still fine"));
    stub.getResult(DeploymentResult.class);
    assertThat(Objects.requireNonNull(plan().approval()).by()).isEqualTo("berta");
    assertThat(harbour.world().stackOperations()).isEqualTo(1);
  }

  @Test
  void approvalOfAnOutdatedPlan_isRefused() {
    WorkflowStub stub = waitingFor(Approval.REQUIRED);

    assertThatThrownBy(
            () ->
                stub.update(
                    "approve", Void.class, new Decision("anna", null, "an-older-one", null)))
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining("not the one that was reviewed");
    stub.update(
        "approve", Void.class, new Decision("anna", null, plan().plan().changeSetId(), null));
    stub.getResult(DeploymentResult.class);
  }

  @Test
  void noApproval_endsExpired_andLeavesNothing() {
    WorkflowStub stub = harbour.start(Orders.order("d-1", Approval.REQUIRED));
    assertThatThrownBy(() -> stub.getResult(Void.class))
        .isInstanceOf(WorkflowFailedException.class);

    var failure = Objects.requireNonNull(harbour.view("d-1").failure());
    assertThat(failure.type()).isEqualTo(FailureType.APPROVAL_EXPIRED);
    assertThat(failure.nextAction()).contains("Deploy again");
    assertThat(status()).isEqualTo(Status.CANCELED);
    assertThat(harbour.view("d-1").steps())
        .filteredOn(step -> step.name() == Step.SAM_DEPLOY || step.name() == Step.SMOKE_TEST)
        .extracting(StepView::status)
        .containsExactly(StepStatus.CANCELED, StepStatus.SKIPPED);
    assertThat(harbour.world().resources()).isEmpty();
  }

  @Test
  void voidedPlan_waitsTheFullTimeAgain() {
    harbour.world().createStack();
    WorkflowStub stub = waitingFor(Approval.REQUIRED);
    harbour.environment().sleep(Duration.ofHours(71));
    harbour.world().changeMemory(768);
    stub.update("approve", Void.class, new Decision("anna", null));
    Awaitility.await().until(() -> status() == Status.AWAITING_APPROVAL && plan().voided() != null);

    harbour.environment().sleep(Duration.ofHours(71));
    assertThat(status()).isEqualTo(Status.AWAITING_APPROVAL);
    stub.update("reject", Void.class, new Decision("anna", "too late"));
    assertThatThrownBy(() -> stub.getResult(Void.class))
        .isInstanceOf(WorkflowFailedException.class);
  }

  @Test
  void approvedPlanThatFailed_needsNoNewApproval_whenRetriedUnchanged() {
    harbour.faults().at("samDeploy", Faults.fails(FailureType.ACCESS_DENIED));
    WorkflowStub stub = harbour.start(Orders.parkingWithApproval("d-1"));
    awaitStatus(Status.AWAITING_APPROVAL);
    stub.update("approve", Void.class, new Decision("anna", null));
    awaitStatus(Status.PARKED);
    stub.update("retry", Void.class, new Decision("anna", "granted"), null);

    stub.getResult(DeploymentResult.class);
    assertThat(harbour.world().stackOperations()).isEqualTo(1);
  }

  /** Else what is in the stack already would go live although no one had seen it. */
  @Test
  void approvalThatARetryRequires_isAskedFor_evenIfTheStackStaysAsItIs() {
    harbour.faults().at("smokeTest", Faults.fails(FailureType.AGENT_FAILED));
    WorkflowStub stub = harbour.start(Orders.order("d-1", OnFailure.PARK));
    awaitStatus(Status.PARKED);
    var required = new Patch(Orders.spec(OnFailure.PARK, Approval.REQUIRED), null);
    stub.update("retry", Void.class, new Decision("anna", "four eyes"), required);

    awaitStatus(Status.AWAITING_APPROVAL);
    stub.update("approve", Void.class, new Decision("bob", null));
    stub.getResult(DeploymentResult.class);
    assertThat(harbour.world().stackOperations()).isEqualTo(1);
  }

  @Test
  void planOnly_endsWithThePlan_andLeavesNothing() {
    WorkflowStub stub = harbour.start(Orders.planOnly("d-1"));

    assertThat(stub.getResult(DeploymentResult.class)).isNull();
    var view = harbour.view("d-1");
    assertThat(view.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(view.revision()).isNull();
    assertThat(view.planOnly()).isTrue();
    assertThat(view.step(Step.SAM_BUILD).orElseThrow().status()).isEqualTo(StepStatus.SUCCEEDED);
    assertThat(view.step(Step.SAM_DEPLOY).orElseThrow().status()).isEqualTo(StepStatus.SKIPPED);
    assertThat(view.step(Step.SMOKE_TEST).orElseThrow().status()).isEqualTo(StepStatus.SKIPPED);
    assertThat(harbour.world().resources()).isEmpty();
    assertThat(harbour.world().stackOperations()).isZero();
  }

  @Test
  void planOnlyOfALiveAgent_makesNoRevision_andTheStackStays() {
    harbour.deploy(Orders.order("d-1"));
    harbour.deployment("d-1").getResult(DeploymentResult.class);
    harbour.deploy(Orders.planOnly("d-2"));
    harbour.deployment("d-2").getResult(DeploymentResult.class);
    harbour.deploy(Orders.order("d-3"));

    var next = harbour.deployment("d-3").getResult(DeploymentResult.class);
    assertThat(next.revision().number()).isEqualTo(2);
    assertThat(harbour.world().exists(World.STACK)).isTrue();
    var plan = Objects.requireNonNull(harbour.view("d-2").plan());
    assertThat(plan.liveSpec()).isNotNull();
    assertThat(Objects.requireNonNull(plan.code()).fromSha256()).isNotNull();
  }

  @Test
  void planOnlyThatFails_leavesNothing_evenWhereFailuresAreKept() {
    harbour.faults().alwaysAt("planChange", Faults.fails(FailureType.CHANGE_SET_FAILED));
    WorkflowStub stub = harbour.start(Orders.planOnly(Orders.order("d-1", OnFailure.KEEP)));
    assertThatThrownBy(() -> stub.getResult(Void.class))
        .isInstanceOf(WorkflowFailedException.class);

    assertThat(status()).isEqualTo(Status.FAILED);
    assertThat(harbour.world().resources()).isEmpty();
  }

  private WorkflowStub waitingFor(Approval approval) {
    WorkflowStub stub = harbour.start(Orders.order("d-1", approval));
    awaitStatus(Status.AWAITING_APPROVAL);
    return stub;
  }

  private void awaitStatus(Status wanted) {
    Awaitility.await().until(() -> status() == wanted);
  }

  private Status status() {
    return harbour.view("d-1").status();
  }

  private PlanView plan() {
    return Objects.requireNonNull(harbour.view("d-1").plan());
  }

  private Instant now() {
    return Instant.ofEpochMilli(harbour.environment().currentTimeMillis());
  }
}
