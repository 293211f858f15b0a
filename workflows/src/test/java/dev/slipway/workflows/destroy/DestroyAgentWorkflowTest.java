package dev.slipway.workflows.destroy;

import static dev.slipway.workflows.fakes.Faults.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Status;
import dev.slipway.workflows.deploy.DeploymentResult;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Faults;
import dev.slipway.workflows.fakes.Gate;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.fakes.World;
import dev.slipway.workflows.ownership.Sparing;
import dev.slipway.workflows.question.Question;
import dev.slipway.workflows.question.QuestionWorkflow;
import dev.slipway.workflows.temporal.TaskQueues;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class DestroyAgentWorkflowTest {
  /** With waits of at most five minutes, this is more than three hours. */
  private static final int STUCK = 45;

  private static final String CODE_OF_D2 = "agents/strands-agent-weather/d-2/code";

  private final Harbour harbour = new Harbour();

  @AfterEach
  void close() {
    harbour.close();
  }

  @Test
  void aStuckDeletion_isRetriedForHoursAndReported() {
    live("d-1");
    harbour
        .faults()
        .at(
            "removeStack",
            Collections.nCopies(STUCK, fails(FailureType.STACK_BUSY)).toArray(Faults.Fault[]::new));
    harbour.destroy(Orders.destroyOrder("x-1"));
    harbour.deployment("x-1").getResult(List.class);

    var view = harbour.view("x-1");
    assertThat(view.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(Duration.between(view.createdAt(), Objects.requireNonNull(view.completedAt())))
        .isGreaterThan(Duration.ofHours(3));
    assertThat(view.compensation())
        .extracting(LedgerEntry::action)
        .containsOnly(LedgerAction.DELETED);
    assertThat(harbour.world().exists(World.STACK)).isFalse();
  }

  @Test
  void undeletableStack_isReportedAndTheRestStays() {
    live("d-1");
    harbour.faults().alwaysAt("removeStack", fails(FailureType.STACK_BROKEN));
    harbour.destroy(Orders.destroyOrder("x-1"));
    assertThatThrownBy(() -> harbour.deployment("x-1").getResult(List.class))
        .isInstanceOf(WorkflowFailedException.class);

    var view = harbour.view("x-1");
    assertThat(view.status()).isEqualTo(Status.FAILED);
    assertThat(view.compensation())
        .extracting(LedgerEntry::action)
        .containsExactly(LedgerAction.FAILED);
    assertThat(harbour.world().calls("removeSecrets")).as("the stack still uses them").isZero();
    live("d-2");
  }

  /** It is not live although its revisions are still known: that is how the rest is removed. */
  @Test
  void agentOfWhichOnlyTheStackIsGone_isSaidToBeToDestroyAgain() {
    live("d-1");
    harbour.faults().at("removeSecrets", fails(FailureType.ACCESS_DENIED));
    harbour.destroy(Orders.destroyOrder("x-1"));
    assertThatThrownBy(() -> harbour.deployment("x-1").getResult(List.class))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(Objects.requireNonNull(harbour.view("x-1").failure()).nextAction())
        .contains("Then destroy the agent again: its stack is gone");

    harbour.destroy(Orders.destroyOrder("x-2"));
    harbour.deployment("x-2").getResult(List.class);
    assertThat(harbour.world().resources()).isEmpty();
  }

  @Test
  void theSameNameAgain_startsCleanAndTheRecordStays() {
    live("d-1");
    harbour.destroy(Orders.destroyOrder("x-1"));
    // At once: it may reach the workflow of the agent that is being taken down.
    harbour.deploy(Orders.order("d-2"));

    assertThat(harbour.deployment("d-2").getResult(DeploymentResult.class).revision().number())
        .isEqualTo(1);
    harbour.environment().sleep(Duration.ofMinutes(1));
    assertThat(harbour.world().audited()).containsExactly("d-1", "x-1", "d-2");
  }

  @Test
  void deploymentWaitingBehindIt_keepsItsCodeAndKeys_andGoesLive() throws Exception {
    live("d-1");
    var gate = new Gate();
    harbour.faults().at("removeStack", gate);
    harbour.destroy(Orders.destroyOrder("x-1"));
    gate.awaitReached();
    harbour.deploy(Orders.order("d-2"));
    gate.open();

    harbour.deployment("d-2").getResult(DeploymentResult.class);
    assertStored("d-2");
    assertGone("d-1");
    assertThat(harbour.view("x-1").compensation())
        .filteredOn(entry -> entry.action() == LedgerAction.RETAINED)
        .extracting(LedgerEntry::id)
        .containsExactlyInAnyOrder("arn:secret:d-2", CODE_OF_D2);
  }

  @Test
  void deploymentNotYetAdmitted_keepsItsCodeAndKeys() {
    live("d-1");
    harbour.store(Orders.order("d-2"));
    List<LedgerEntry> preview = preview();
    harbour.destroy(Orders.destroyOrder("x-1"));
    harbour.deployment("x-1").getResult(List.class);

    assertStored("d-2");
    assertGone("d-1");
    assertThat(preview).as("it said the same").hasSameSizeAs(harbour.view("x-1").compensation());
    assertThat(preview)
        .filteredOn(entry -> entry.action() == LedgerAction.RETAINED)
        .extracting(LedgerEntry::id)
        .containsExactlyInAnyOrder("arn:secret:d-2", CODE_OF_D2);
    harbour.admit(Orders.order("d-2"));
    harbour.deployment("d-2").getResult(DeploymentResult.class);
  }

  @Test
  void itsNotice_countsWhatWasRemoved_andNotWhatIsKept() {
    harbour.receivers().are("builder");
    live("d-1");
    harbour.store(Orders.order("d-2"));
    DestroyOrder usual = Orders.destroyOrder("x-1");
    harbour.destroy(
        new DestroyOrder(
            usual.id(),
            usual.agent(),
            usual.requestedBy(),
            null,
            usual.limits(),
            null,
            true,
            null,
            "weather",
            null));
    harbour.deployment("x-1").getResult(List.class);

    var ledger = harbour.view("x-1").compensation();
    long removed = ledger.stream().filter(entry -> entry.action() == LedgerAction.DELETED).count();
    assertThat(removed).isLessThan(ledger.size());
    await().until(() -> !harbour.receivers().delivered().isEmpty());
    assertThat(harbour.receivers().delivered().getFirst().notice().message())
        .isEqualTo(removed + " resources removed");
  }

  @Test
  void codeStoredLongAgoAndNeverAdmitted_isRemoved() {
    live("d-1");
    harbour.store(Orders.order("d-2"));
    harbour.environment().sleep(Sparing.ADMISSION.plusMinutes(1));
    harbour.destroy(Orders.destroyOrder("x-1"));
    harbour.deployment("x-1").getResult(List.class);

    assertThat(harbour.world().resources()).isEmpty();
  }

  private List<LedgerEntry> preview() {
    var asked =
        Question.removal(new RemoveAgent.Input(new DeploymentId("preview-1"), Orders.AGENT));
    WorkflowStub workflow =
        harbour
            .client()
            .newUntypedWorkflowStub(
                QuestionWorkflow.TYPE,
                WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.PLAN).build());
    workflow.start(asked.activity(), asked.queue(), asked.summary(), asked.about());
    // Who waits for a result lets time be skipped, sometimes by years once nothing runs any more.
    var answer = workflow.getResultAsync(asked.answer());
    await().until(answer::isDone);
    return List.of(answer.getNow(new LedgerEntry[0]));
  }

  private void assertStored(String id) {
    assertThat(harbour.world().resources()).contains(World.objects(id), "arn:secret:" + id);
  }

  private void assertGone(String id) {
    assertThat(harbour.world().resources()).doesNotContain(World.objects(id), "arn:secret:" + id);
  }

  private void live(String id) {
    harbour.deploy(Orders.order(id));
    harbour.deployment(id).getResult(DeploymentResult.class);
  }
}
