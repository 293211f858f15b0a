package dev.slipway.workflows.scenarios.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.SmokeCheck;
import dev.slipway.api.StackName;
import dev.slipway.workflows.destroy.RemoveAgent;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.steps.FetchOutputs;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.Preflight;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.Shipment;
import dev.slipway.workflows.steps.SmokeTest;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import dev.slipway.workflows.undo.Undo;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the steps and their undo do to an agent's stack, whether in memory or by the product's own
 * activities in AWS: the same tests for both. What a scenario proves depends on it.
 */
public abstract class CloudContract {
  private static final int ONCE_MORE = 2;

  /** Unique names. */
  private final String suffix = UUID.randomUUID().toString().substring(0, 8);

  protected final AgentKey agent =
      new AgentKey("000000000000", "us-east-1", new StackName("cloud-" + suffix));

  private final DeploymentId first = new DeploymentId("first-" + suffix);
  private final DeploymentId second = new DeploymentId("second-" + suffix);

  /** The activities, each under its interface. */
  public record Activities(
      Preflight preflight,
      PlanChange plan,
      SamDeploy deploy,
      FetchOutputs outputs,
      SmokeTest smoke,
      Undo undo,
      RemoveAgent remove) {}

  protected abstract Activities activities();

  /** A package whose agent answers with this word. */
  protected abstract SamBuild.Built saying(DeploymentId id, String word);

  /** A shipment that makes CloudFormation roll back. */
  protected abstract Shipment breaking(DeploymentId id);

  /** Whether anything of the stack exists. */
  protected abstract boolean exists();

  @AfterEach
  void destroy() {
    activities().remove().removeStack(new RemoveAgent.Input(second, agent));
  }

  @Test
  void deployedAgent_answers() {
    assertThat(preflight(first).stackExists()).isFalse();

    Outputs outputs = deploy(first, 1, shipment(first, "hello", 256));

    assertThat(ask(outputs)).contains("hello");
    assertThat(preflight(second).stackExists()).isTrue();
  }

  @Test
  void aPlan_reportsACreate_andChangesNothing() {
    var planned = plan(first, 1, shipment(first, "hello", 256));

    assertThat(planned.creates()).isTrue();
    assertThat(planned.empty()).isFalse();
    assertThat(preflight(second).stackExists()).isFalse();
  }

  @Test
  void aPlanMadeTwice_isOnePlan() {
    Shipment shipment = shipment(first, "hello", 256);

    assertThat(plan(first, 1, shipment).changeSetId())
        .isEqualTo(plan(first, 1, shipment).changeSetId());
  }

  @Test
  void aPlanExecutedTwice_isOneOperation() {
    Shipment shipment = shipment(first, "hello", 256);
    var planned = plan(first, 1, shipment);
    var input = new SamDeploy.Input(first, agent, planned, shipment);

    assertThat(activities().deploy().samDeploy(input).attached()).isFalse();
    Outputs outputs = outputs(first, planned);
    assertThat(activities().deploy().samDeploy(input).attached()).isTrue();
    assertThat(outputs(first, planned)).isEqualTo(outputs);
  }

  @Test
  void anIdenticalDeployment_isNoChange() {
    Shipment shipment = shipment(first, "hello", 256);
    Outputs outputs = deploy(first, 1, shipment);

    assertThat(plan(first, ONCE_MORE, shipment).empty()).isTrue();
    assertThat(deploy(first, ONCE_MORE, shipment)).isEqualTo(outputs);
  }

  @Test
  void otherCode_isAnotherVersion_andAnswers() {
    Outputs outputs = deploy(first, 1, shipment(first, "hello", 256));

    Outputs next = deploy(second, 1, shipment(second, "world", 256));

    assertThat(ask(next)).contains("world").doesNotContain("hello");
    assertThat(next.version()).isNotEqualTo(outputs.version());
    assertThat(next.arn()).isEqualTo(outputs.arn());
  }

  @Test
  void otherMemoryAlone_isAnotherVersion() {
    Outputs outputs = deploy(first, 1, shipment(first, "hello", 256));

    Shipment more = shipment(first, "hello", 512);
    assertThat(plan(first, ONCE_MORE, more).empty()).isFalse();
    assertThat(deploy(first, ONCE_MORE, more).version()).isNotEqualTo(outputs.version());
  }

  @Test
  void undoOfACreate_leavesNothing_alsoWhenRepeated() {
    deploy(first, 1, shipment(first, "hello", 256));

    for (int time = 1; time <= ONCE_MORE; time++) {
      assertThat(undo(first, false, null)).containsOnly(LedgerAction.DELETED);
      assertThat(exists()).isFalse();
    }
  }

  @Test
  void undoOfAPlan_leavesNothing() {
    plan(first, 1, shipment(first, "hello", 256));

    assertThat(undo(first, false, null)).containsOnly(LedgerAction.DELETED);
    assertThat(exists()).isFalse();
  }

  @Test
  void undoOfAnUpdate_restoresWhatAnswered_underAnotherVersion() {
    Outputs before = deploy(first, 1, shipment(first, "hello", 256));
    ArtifactRef snapshot = preflight(second).before();
    Outputs next = deploy(second, 1, shipment(second, "world", 256));

    Outputs live =
        Objects.requireNonNull(
            activities()
                .undo()
                .undoStack(new Undo.StackInput(agent, second, true, snapshot))
                .live());
    assertThat(live.arn()).isEqualTo(before.arn());
    assertThat(live.version()).isNotEqualTo(next.version()).isNotEqualTo(before.version());
    for (int time = 1; time <= ONCE_MORE; time++) {
      assertThat(undo(second, true, snapshot)).containsExactly(LedgerAction.PRE_EXISTING);
      assertThat(ask(before)).contains("hello");
    }
    assertThat(preflight(second).stackExists()).isTrue();
  }

  @Test
  void undoOfAPlannedUpdate_touchesNothing() {
    Outputs outputs = deploy(first, 1, shipment(first, "hello", 256));
    ArtifactRef snapshot = preflight(second).before();
    var planned = plan(second, 1, shipment(second, "world", 256));

    var undone = activities().undo().undoStack(new Undo.StackInput(agent, second, true, snapshot));
    assertThat(undone.ledger())
        .extracting(LedgerEntry::resource, LedgerEntry::action)
        .containsExactly(
            tuple("change set", LedgerAction.DELETED), tuple("stack", LedgerAction.PRE_EXISTING));
    assertThat(planned.changeSetId()).contains(undone.ledger().getFirst().id());
    assertThat(undone.live()).isNull();
    Shipment same = shipment(first, "hello", 256);
    assertThat(plan(first, ONCE_MORE, same).empty()).isTrue();
    assertThat(ask(outputs)).contains("hello");
  }

  @Test
  void undo_leavesAnotherDeploymentsStack() {
    Outputs outputs = deploy(first, 1, shipment(first, "hello", 256));

    assertThat(undo(second, false, null)).containsExactly(LedgerAction.PRE_EXISTING);
    assertThat(ask(outputs)).contains("hello");
  }

  @Test
  void undoOfAnUpdateOfAMissingStack_saysSo() {
    deploy(first, 1, shipment(first, "hello", 256));
    ArtifactRef snapshot = preflight(second).before();
    activities().remove().removeStack(new RemoveAgent.Input(second, agent));

    assertThat(undo(second, true, snapshot)).containsExactly(LedgerAction.FAILED);
    assertThat(exists()).isFalse();
  }

  @Test
  void aFailedCreate_leavesNoStackToKeep_andTheNextOneHealsIt() {
    assertStackFails(first, breaking(first));

    assertThat(preflight(second).stackExists()).isFalse();
    assertThat(ask(deploy(second, 1, shipment(second, "world", 256)))).contains("world");
  }

  @Test
  void aFailedUpdate_leavesWhatAnswers() {
    Outputs outputs = deploy(first, 1, shipment(first, "hello", 256));
    ArtifactRef snapshot = preflight(second).before();

    assertStackFails(second, breaking(second));
    assertThat(ask(outputs)).contains("hello");

    var undone = activities().undo().undoStack(new Undo.StackInput(agent, second, true, snapshot));
    assertThat(undone.ledger())
        .extracting(LedgerEntry::action)
        .containsExactly(LedgerAction.PRE_EXISTING);
    assertThat(undone.live()).isNotNull();
    assertThat(ask(outputs)).contains("hello");
  }

  @Test
  void removal_leavesNothing_andMayBeRepeated() {
    deploy(first, 1, shipment(first, "hello", 256));
    var input = new RemoveAgent.Input(second, agent);

    for (int time = 1; time <= ONCE_MORE; time++) {
      assertThat(activities().remove().removeStack(input))
          .filteredOn(entry -> entry.resource().equals("stack"))
          .extracting(LedgerEntry::id, LedgerEntry::action)
          .containsExactly(tuple(agent.stackName().value(), LedgerAction.DELETED));
      assertThat(exists()).isFalse();
    }
  }

  protected Shipment shipment(
      SamBuild.Built built, int megabytes, Map<String, String> environment) {
    var base = DeploymentSpec.named(new FunctionName(agent.stackName().value()));
    var spec =
        base.with("runtime", PythonRuntime.PYTHON_3_11)
            .with("memory_size", megabytes)
            .with("environment_variables", environment);
    return new Shipment(spec, built, null, List.of(), false);
  }

  private Shipment shipment(DeploymentId id, String word, int megabytes) {
    return shipment(saying(id, word), megabytes, Map.of());
  }

  private Preflight.Report preflight(DeploymentId id) {
    var function = new FunctionName(agent.stackName().value());
    return activities()
        .preflight()
        .preflight(
            new Preflight.Input(
                id, agent, function, PythonRuntime.PYTHON_3_11, Preflight.Needs.NONE));
  }

  private PlanChange.Plan plan(DeploymentId id, int round, Shipment shipment) {
    return activities()
        .plan()
        .planChange(new PlanChange.Input(id, agent, shipment, round, null, null));
  }

  private Outputs deploy(DeploymentId id, int round, Shipment shipment) {
    var planned = plan(id, round, shipment);
    activities().deploy().samDeploy(new SamDeploy.Input(id, agent, planned, shipment));
    return outputs(id, planned);
  }

  private Outputs outputs(DeploymentId id, PlanChange.Plan planned) {
    return activities()
        .outputs()
        .fetchOutputs(
            new FetchOutputs.Input(id, agent, planned.stackId(), planned.changeSetId(), null));
  }

  private String ask(Outputs outputs) {
    var check = new SmokeCheck("{}", null);
    return activities()
        .smoke()
        .smokeTest(new SmokeTest.Input(first, agent, outputs, check, Duration.ofSeconds(30)))
        .answerStart();
  }

  private List<LedgerAction> undo(
      DeploymentId id, boolean existedBefore, @Nullable ArtifactRef before) {
    return activities()
        .undo()
        .undoStack(new Undo.StackInput(agent, id, existedBefore, before))
        .ledger()
        .stream()
        .map(LedgerEntry::action)
        .toList();
  }

  private void assertStackFails(DeploymentId id, Shipment shipment) {
    var failure = catchThrowableOfType(ApplicationFailure.class, () -> deploy(id, 1, shipment));
    assertThat(Failures.explain(failure).type()).isEqualTo(FailureType.STACK_FAILED);
  }
}
