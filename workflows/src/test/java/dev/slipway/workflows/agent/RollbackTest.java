package dev.slipway.workflows.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.Status;
import dev.slipway.workflows.deploy.DeploymentResult;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Faults;
import dev.slipway.workflows.fakes.Gate;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.fakes.Replay;
import dev.slipway.workflows.fakes.World;
import dev.slipway.workflows.model.Reuse;
import dev.slipway.workflows.steps.Step;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.timeline.StepStatus;
import dev.slipway.workflows.turn.Revision;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class RollbackTest {
  private static final Set<String> BUILD_STEPS = Set.of("inject", "samBuild");

  private final Harbour harbour = new Harbour();

  @AfterEach
  void close() {
    harbour.close();
  }

  @Test
  void rollback_isANewRevisionOfTheOldParts_andBuildsNothing() throws Exception {
    Revision first = live("d-1");
    live("d-2");
    long builds = builds();

    harbour.reuse(Orders.rollback("r-3", 1));
    Revision third = result("r-3");

    assertThat(third.number()).isEqualTo(3);
    assertThat(third.reuse()).isEqualTo(Reuse.rollbackTo(1));
    assertThat(third.built().code().sha256()).isEqualTo(first.built().code().sha256());
    assertThat(third.built().code().uri()).as("a copy of its own").contains("/r-3/");
    assertThat(third.built().layer()).isEqualTo(first.built().layer());
    assertThat(third.secret()).isEqualTo(first.secret());
    assertThat(builds()).isEqualTo(builds);
    DeploymentView view = harbour.view("r-3");
    assertThat(view.reuse()).isEqualTo(Reuse.rollbackTo(1));
    assertThat(view.step(Step.SAM_BUILD).orElseThrow().status()).isEqualTo(StepStatus.SKIPPED);
    assertThat(view.step(Step.SAM_DEPLOY).orElseThrow().status()).isEqualTo(StepStatus.SUCCEEDED);
    assertThat(view.artifact().packageSha256()).isEqualTo(first.built().code().sha256());
    Replay.of(harbour.history("r-3"));
    Replay.of(harbour.history(Orders.AGENT.workflowId()));
  }

  @Test
  void rollback_isOfTheAgentsProject() throws Exception {
    for (String id : List.of("d-1", "d-2")) {
      harbour.deploy(Orders.announced(Orders.order(id)));
      result(id);
    }

    harbour.reuse(Orders.rollback("r-3", 1));
    result("r-3");

    assertThat(harbour.view("r-3").projectId()).isEqualTo("forecasts");
  }

  @Test
  void failedRollback_removesItsOwnCopy_andNothingOfTheRevision() {
    Revision first = live("d-1");
    live("d-2");
    harbour.faults().alwaysAt("smokeTest", Faults.fails(FailureType.AGENT_FAILED));

    harbour.reuse(Orders.rollback("r-3", 1));
    assertThatThrownBy(() -> result("r-3")).isInstanceOf(WorkflowFailedException.class);

    assertThat(harbour.world().resources())
        .contains(
            World.STACK,
            World.objects(first.deploymentId().value()),
            World.objects("d-2"),
            Objects.requireNonNull(first.secret()).arn())
        .doesNotContain(World.objects("r-3"));
  }

  @Test
  void revisionThatIsNotOffered_isRefused_namingThoseThatAre() {
    live("d-1");
    assertRefused(1, "Revision 1 is the live one (expected: a second deployment first");
    live("d-2");
    live("d-3");

    assertRefused(3, "Revision 3 is the live one (expected: one of 2, 1)");
    assertRefused(7, "There is no revision 7 to roll back to (expected: one of 2, 1)");
  }

  private void assertRefused(int revision, String words) {
    assertThatThrownBy(() -> harbour.reuse(Orders.rollback("r-" + revision, revision)))
        .isInstanceOf(WorkflowUpdateException.class)
        .cause()
        .asInstanceOf(InstanceOfAssertFactories.type(ApplicationFailure.class))
        .satisfies(
            failure -> {
              assertThat(failure.getType()).isEqualTo(AgentWorkflow.NOT_OFFERED);
              assertThat(failure.getOriginalMessage()).startsWith(words);
            });
  }

  @Test
  void missingObject_endsTheRollback_beforeTheStackIsTouched() {
    live("d-1");
    live("d-2");
    int operations = harbour.world().stackOperations();
    harbour.faults().at("reuseRevision", Faults.fails(FailureType.REVISION_GONE));

    harbour.reuse(Orders.rollback("r-3", 1));
    assertThatThrownBy(() -> result("r-3")).isInstanceOf(WorkflowFailedException.class);

    assertThat(failureOf("r-3").type()).isEqualTo(FailureType.REVISION_GONE);
    assertThat(harbour.world().stackOperations()).isEqualTo(operations);
  }

  @Test
  void rollbackWhileOneRuns_waitsForItsCompensation_andGoesBeforeWaitingOnes() throws Exception {
    live("d-1");
    live("d-2");
    var deploying = new Gate();
    harbour.faults().at("samDeploy", deploying);
    var undoing = new Gate();
    harbour.faults().at("undoStack", undoing);
    harbour.deploy(Orders.order("d-3"));
    deploying.awaitReached();
    harbour.deploy(Orders.order("d-4"));

    assertThat(harbour.reuse(Orders.rollback("r-5", 1)).ahead()).isEqualTo(1);
    undoing.awaitReached();
    assertThat(harbour.view("d-3").status()).isEqualTo(Status.COMPENSATING);
    assertThat(harbour.view("r-5").status()).isEqualTo(Status.QUEUED);
    undoing.open();

    assertThat(result("r-5").number()).isEqualTo(3);
    assertThat(result("d-4").number()).isEqualTo(4);
    DeploymentView superseded = harbour.view("d-3");
    assertThat(superseded.status()).isEqualTo(Status.CANCELED);
    assertThat(failureOf("d-3").type()).isEqualTo(FailureType.SUPERSEDED);
    assertThat(failureOf("d-3").message()).isEqualTo("Superseded by r-5.");
    Replay.of(harbour.history("d-3"));
    Replay.of(harbour.history(Orders.AGENT.workflowId()));
  }

  @Test
  void secondRollback_replacesTheFirst() throws Exception {
    live("d-1");
    live("d-2");
    live("d-3");
    var gate = new Gate();
    harbour.faults().at("samDeploy", gate);
    harbour.deploy(Orders.order("d-4"));
    gate.awaitReached();
    var undoing = new Gate();
    harbour.faults().at("undoStack", undoing);
    harbour.reuse(Orders.rollback("r-5", 1));
    undoing.awaitReached();

    harbour.reuse(Orders.rollback("r-6", 2));
    await().until(() -> harbour.view("r-5").status() == Status.CANCELED);
    undoing.open();

    assertThat(result("r-6").reuse()).isEqualTo(Reuse.rollbackTo(2));
    assertThat(failureOf("r-5").type()).isEqualTo(FailureType.SUPERSEDED);
  }

  @Test
  void redeploy_takesTheRevisionThatIsLiveWhenItsTurnComes() throws Exception {
    live("d-1");
    var gate = new Gate();
    harbour.faults().at("samDeploy", gate);
    harbour.deploy(Orders.order("d-2"));
    gate.awaitReached();
    harbour.reuse(Orders.reuse("r-3", Reuse.redeploy()));
    gate.open();

    assertThat(result("r-3").reuse()).isEqualTo(new Reuse(Reuse.Kind.REDEPLOY, 2));
    assertThat(result("d-2").number()).isEqualTo(2);
  }

  @Test
  void oldRevisions_arePruned_butNotKeysThatAKeptOneReads() {
    live("d-1");
    live("d-2");
    harbour.reuse(Orders.rollback("r-3", 1));
    result("r-3");
    for (int i = 4; i <= 13; i++) {
      live("d-" + i);
    }

    await().until(() -> !exists("d-2"));
    assertThat(exists("d-1")).isFalse();
    assertThat(exists("r-3")).isTrue();
    assertThat(harbour.world().exists("arn:secret:d-1")).isTrue();
    assertThat(harbour.world().exists("arn:secret:d-2")).isFalse();

    harbour.reuse(Orders.rollback("r-14", 3));
    assertThat(result("r-14").reuse()).isEqualTo(Reuse.rollbackTo(3));
  }

  private DeploymentView.FailureView failureOf(String id) {
    return Objects.requireNonNull(harbour.view(id).failure());
  }

  private boolean exists(String id) {
    return harbour.world().exists(World.objects(id));
  }

  private Revision live(String id) {
    harbour.deploy(Orders.order(id));
    Revision revision = result(id);
    await().until(() -> harbour.agentState().live().equals(Optional.of(revision)));
    return revision;
  }

  private Revision result(String id) {
    return harbour.deployment(id).getResult(DeploymentResult.class).revision();
  }

  private long builds() {
    return harbour.world().calls().stream().filter(BUILD_STEPS::contains).count();
  }
}
