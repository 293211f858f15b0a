package dev.slipway.workflows.deploy;

import static dev.slipway.workflows.fakes.Faults.fails;
import static dev.slipway.workflows.fakes.Faults.failsAfterEffect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.api.Approval;
import dev.slipway.api.OnFailure;
import dev.slipway.api.Status;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Gate;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.fakes.World;
import dev.slipway.workflows.steps.Step;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.timeline.StepStatus;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class DeployAgentWorkflowTest {
  private final Harbour harbour = new Harbour();

  @AfterEach
  void close() {
    harbour.close();
  }

  @Test
  void sixStepsSucceed_theAgentIsLive() {
    DeploymentResult result = harbour.start(Orders.order("d-1")).getResult(DeploymentResult.class);

    assertThat(result.revision().number()).isEqualTo(1);
    DeploymentView view = harbour.view("d-1");
    assertThat(view.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(view.steps())
        .extracting(DeploymentView.StepView::status)
        .containsOnly(StepStatus.SUCCEEDED);
    assertThat(Objects.requireNonNull(view.outputs()).arn()).isEqualTo("arn:fn");
    assertThat(harbour.world().stackOperations()).isEqualTo(1);
  }

  @Test
  void queuedDeployment_doesNothingBeforeItsTurn() {
    WorkflowStub stub = harbour.startQueued(Orders.order("d-1"));
    harbour.environment().sleep(java.time.Duration.ofHours(5));

    assertThat(harbour.view("d-1").status()).isEqualTo(Status.QUEUED);
    assertThat(harbour.world().calls()).isEmpty();
    stub.cancel();
    assertThatThrownBy(() -> stub.getResult(Void.class))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(harbour.view("d-1").status()).isEqualTo(Status.CANCELED);
    assertThat(harbour.world().resources()).isEmpty();
  }

  @Test
  void failedFirstCreate_leavesACleanWorldAndAnExplanation() {
    harbour.faults().alwaysAt("samDeploy", failsAfterEffect(FailureType.NAME_TAKEN));
    runToFailure("d-1");

    DeploymentView view = harbour.view("d-1");
    assertThat(view.status()).isEqualTo(Status.FAILED);
    var failure = Objects.requireNonNull(view.failure());
    assertThat(failure.type()).isEqualTo(FailureType.NAME_TAKEN);
    assertThat(failure.step()).isEqualTo(Step.SAM_DEPLOY);
    assertThat(failure.nextAction()).isEqualTo(FailureType.NAME_TAKEN.nextAction());
    assertThat(harbour.world().resources()).isEmpty();
    assertThat(view.compensation())
        .extracting(LedgerEntry::resource, LedgerEntry::action)
        .contains(
            tuple("stack", LedgerAction.DELETED),
            tuple("secret", LedgerAction.DELETED),
            tuple("object", LedgerAction.DELETED));
    assertThat(view.compensation())
        .extracting(LedgerEntry::action)
        .containsOnly(LedgerAction.DELETED);
  }

  @Test
  void failedUpdate_keepsTheExistingStack() {
    harbour.world().createStack();
    harbour.faults().alwaysAt("smokeTest", fails(FailureType.AGENT_FAILED));
    runToFailure("d-2");

    assertThat(harbour.world().resources()).containsExactly(World.STACK);
    assertThat(harbour.view("d-2").compensation())
        .extracting(LedgerEntry::action)
        .contains(LedgerAction.PRE_EXISTING);
  }

  @Test
  void transientFailure_isRetriedAndBothAttemptsAreShown() {
    harbour.faults().at("samDeploy", failsAfterEffect(FailureType.THROTTLED));
    harbour.start(Orders.order("d-1")).getResult(DeploymentResult.class);

    var attempts = harbour.view("d-1").step(Step.SAM_DEPLOY).orElseThrow().attempts();
    assertThat(attempts).hasSizeGreaterThanOrEqualTo(2);
    assertThat(harbour.world().stackOperations()).isEqualTo(1);
  }

  @Test
  void failureBeforeTheStackStep_neverTouchesAStack() {
    harbour.faults().alwaysAt("inject", fails(FailureType.CODE_REJECTED));
    runToFailure("d-1");

    assertThat(harbour.world().calls()).doesNotContain("undoStack", "samBuild");
    assertThat(harbour.world().resources()).isEmpty();
  }

  @Test
  void undoThatFailsPermanently_isReportedAndTheOthersRun() {
    harbour.faults().alwaysAt("samDeploy", fails(FailureType.STACK_FAILED));
    harbour.faults().alwaysAt("undoSecret", fails(FailureType.ACCESS_DENIED));
    runToFailure("d-1");

    assertThat(harbour.view("d-1").compensation())
        .extracting(LedgerEntry::action)
        .containsSubsequence(LedgerAction.DELETED, LedgerAction.FAILED, LedgerAction.DELETED);
    assertThat(harbour.world().resources()).containsExactly("arn:secret:d-1");
  }

  @Test
  void cancelDuringDeploy_undoesWhatWasCreated() throws Exception {
    var gate = new Gate();
    harbour.faults().at("samDeploy", gate);
    WorkflowStub stub = harbour.start(Orders.order("d-1"));
    gate.awaitReached();
    stub.cancel();

    assertThatThrownBy(() -> stub.getResult(30, TimeUnit.SECONDS, Void.class))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(harbour.view("d-1").status()).isEqualTo(Status.CANCELED);
    assertThat(harbour.world().resources()).isEmpty();
  }

  @Test
  void keep_leavesEverythingInPlaceAndSaysSo() {
    harbour.faults().alwaysAt("samDeploy", failsAfterEffect(FailureType.STACK_FAILED));
    WorkflowStub stub = harbour.start(Orders.order("d-1", OnFailure.KEEP));
    assertThatThrownBy(() -> stub.getResult(Void.class))
        .isInstanceOf(WorkflowFailedException.class);

    assertThat(harbour.world().exists(World.STACK)).isTrue();
    assertThat(harbour.view("d-1").compensation())
        .extracting(LedgerEntry::action)
        .containsOnly(LedgerAction.RETAINED);
  }

  @Test
  void parkedDeployment_resumesWithoutRepeatingFinishedSteps() {
    harbour.faults().at("samDeploy", fails(FailureType.ACCESS_DENIED));
    WorkflowStub stub = harbour.start(Orders.order("d-1", OnFailure.PARK));
    awaitStatus("d-1", Status.PARKED);
    stub.update("retry", Void.class, new Decision("anna", "granted"), null);

    assertThat(stub.getResult(DeploymentResult.class).revision().number()).isEqualTo(1);
    assertThat(harbour.world().calls("samBuild")).isEqualTo(1);
    assertThat(harbour.world().calls("preflight")).isEqualTo(1);
    assertThat(harbour.world().calls("planChange")).isEqualTo(2);
  }

  @Test
  void parkedDeployment_continuesWithThePatch() {
    harbour.faults().at("smokeTest", fails(FailureType.AGENT_TIMED_OUT));
    var order = Orders.order("d-1", OnFailure.PARK);
    WorkflowStub stub = harbour.start(order);
    awaitStatus("d-1", Status.PARKED);
    var patch = new Patch(Orders.withMemory(order.spec(), 2_048), null);
    stub.update("retry", Void.class, new Decision("anna", null), patch);

    var live = stub.getResult(DeploymentResult.class).revision();
    assertThat(live.spec().memorySize()).isEqualTo(2_048);
    assertThat(live.outputs().version()).as("read after the second operation").isEqualTo("2");
    assertThat(harbour.world().calls("samBuild")).isEqualTo(1);
    assertThat(harbour.world().stackOperations()).isEqualTo(2);
  }

  @Test
  void retryThatAsksToKeepWhatFails_keepsIt() {
    harbour.faults().alwaysAt("smokeTest", fails(FailureType.AGENT_FAILED));
    WorkflowStub stub = harbour.start(Orders.order("d-1", OnFailure.PARK));
    awaitStatus("d-1", Status.PARKED);
    var patch = new Patch(Orders.spec(OnFailure.KEEP, Approval.NONE), null);
    stub.update("retry", Void.class, new Decision("anna", "to look at it"), patch);
    awaitStatus("d-1", Status.FAILED);

    assertThat(harbour.world().exists(World.STACK)).isTrue();
    assertThat(harbour.view("d-1").compensation())
        .extracting(LedgerEntry::action)
        .containsOnly(LedgerAction.RETAINED);
  }

  /** Callers would lose the agent with its keys and its code. */
  @Test
  void whatAStackThatCouldNotBeRestoredRunsOn_stays() {
    harbour.world().createStack();
    harbour.faults().alwaysAt("smokeTest", fails(FailureType.AGENT_FAILED));
    harbour.faults().alwaysAt("undoStack", fails(FailureType.ACCESS_DENIED));
    harbour.start(Orders.order("d-1"));
    awaitStatus("d-1", Status.FAILED);

    assertThat(harbour.world().resources())
        .contains("arn:secret:d-1", World.objects("d-1"), World.STACK);
    assertThat(harbour.view("d-1").compensation())
        .extracting(entry -> entry.resource() + " " + entry.action().wireName())
        .containsExactly("stack failed", "secret retained", "objects retained");
  }

  @Test
  void consentToSkip_appliesToItsOwnRetryOnly() {
    harbour.faults().at("planChange", fails(FailureType.ROLLBACK_STUCK));
    harbour.faults().at("smokeTest", fails(FailureType.AGENT_FAILED));
    WorkflowStub stub = harbour.start(Orders.order("d-1", OnFailure.PARK));
    awaitStatus("d-1", Status.PARKED);
    var consent = new Patch(null, null, List.of("AgentRole"), null);
    stub.update("retry", Void.class, new Decision("anna", "fixed manually"), consent);
    Awaitility.await()
        .until(
            () ->
                harbour.view("d-1").status() == Status.PARKED
                    && harbour.world().calls("smokeTest") == 1);
    stub.update("retry", Void.class, new Decision("anna", "again"), null);

    assertThat(stub.getResult(DeploymentResult.class).revision().number()).isEqualTo(1);
    assertThat(harbour.world().consents())
        .containsExactly("preflight [AgentRole]", "planChange [AgentRole]");
    assertThat(harbour.world().calls("planChange")).isEqualTo(3);
  }

  @Test
  void parkedDeployment_compensatesWhenNoOneDecides() {
    harbour.faults().alwaysAt("samDeploy", fails(FailureType.ACCESS_DENIED));
    WorkflowStub stub = harbour.start(Orders.order("d-1", OnFailure.PARK));
    assertThatThrownBy(() -> stub.getResult(Void.class))
        .isInstanceOf(WorkflowFailedException.class);

    DeploymentView view = harbour.view("d-1");
    assertThat(view.status()).isEqualTo(Status.CANCELED);
    assertThat(Objects.requireNonNull(view.failure()).type()).isEqualTo(FailureType.PARK_EXPIRED);
    assertThat(harbour.world().resources()).isEmpty();
  }

  @Test
  void abort_endsAParkedDeploymentAndCleansUp() {
    harbour.faults().alwaysAt("samBuild", fails(FailureType.DEPENDENCY_UNRESOLVABLE));
    WorkflowStub stub = harbour.start(Orders.order("d-1", OnFailure.PARK));
    awaitStatus("d-1", Status.PARKED);
    stub.update("abort", Void.class, new Decision("anna", "enough"));

    assertThatThrownBy(() -> stub.getResult(Void.class))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(Objects.requireNonNull(harbour.view("d-1").failure()).type())
        .isEqualTo(FailureType.ABORTED);
    assertThat(harbour.world().resources()).isEmpty();
  }

  @Test
  void retry_doesNotApplyToARunningDeployment() throws Exception {
    var gate = new Gate();
    harbour.faults().at("inject", gate);
    WorkflowStub stub = harbour.start(Orders.order("d-1"));
    gate.awaitReached();

    assertThatThrownBy(() -> stub.update("retry", Void.class, new Decision("anna", null), null))
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining("retry does not apply: the deployment is running");
    gate.open();
    stub.getResult(DeploymentResult.class);
  }

  @Test
  void approvalRequired_nothingIsExecutedBeforeApprove() {
    WorkflowStub stub = harbour.start(Orders.order("d-1", Approval.REQUIRED));
    awaitStatus("d-1", Status.AWAITING_APPROVAL);
    assertThat(harbour.world().stackOperations()).isZero();

    stub.update("approve", Void.class, new Decision("anna", "fine"));
    stub.getResult(DeploymentResult.class);
    assertThat(harbour.world().stackOperations()).isEqualTo(1);
  }

  @Test
  void reject_endsCanceledWithoutAStackOperation() {
    WorkflowStub stub = harbour.start(Orders.order("d-1", Approval.REQUIRED));
    awaitStatus("d-1", Status.AWAITING_APPROVAL);
    stub.update("reject", Void.class, new Decision("anna", "too big"));

    assertThatThrownBy(() -> stub.getResult(Void.class))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(harbour.view("d-1").status()).isEqualTo(Status.CANCELED);
    assertThat(harbour.world().stackOperations()).isZero();
    assertThat(harbour.world().resources()).isEmpty();
  }

  private void runToFailure(String id) {
    WorkflowStub stub = harbour.start(Orders.order(id));
    assertThatThrownBy(() -> stub.getResult(Void.class))
        .isInstanceOf(WorkflowFailedException.class);
  }

  private void awaitStatus(String id, Status status) {
    org.awaitility.Awaitility.await().until(() -> harbour.view(id).status() == status);
  }
}
