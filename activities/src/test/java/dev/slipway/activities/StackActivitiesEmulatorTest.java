package dev.slipway.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.api.FunctionName;
import dev.slipway.api.PythonRuntime;
import dev.slipway.storage.emulator.OnEmulator;
import dev.slipway.workflows.destroy.RemoveAgent;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.Preflight;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.Shipment;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import dev.slipway.workflows.undo.Undo;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** The cloud activities on a running emulator. */
@OnEmulator
class StackActivitiesEmulatorTest extends AgentOnEmulator {
  private static final String HELLO =
      "{'statusCode': 200, 'body': json.dumps({'response': 'hello'})}";
  private static final String WORLD =
      "{'statusCode': 200, 'body': json.dumps({'response': 'world'})}";

  private static final Set<String> BEGINNINGS = Set.of("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS");

  private static final String SLOW_BUT_FAILING = EmulatedCloud.FAILING.replace("'1'", "'4'");

  @Test
  void create_goesLiveAndAnswers() {
    var outputs = deploy(agent, first, HELLO, "");

    assertThat(outputs.localFunctionUrl())
        .matches("http://\\w+\\.lambda-url\\.us-east-1\\.localhost:\\d+/");
    assertThat(smoke(first, outputs, "hello").answerStart()).isEqualTo("hello");
    assertThat(cloud.logStore.read(agent.region(), first, "samDeploy", null).lines())
        .anySatisfy(
            line -> assertThat(line.line()).contains("CREATE_COMPLETE AWS::Lambda::Function"));
  }

  @Test
  void update_changesTheAnswer_andTheSameAgainIsNoChange() {
    deploy(agent, first, HELLO, "");
    var outputs = deploy(agent, second, WORLD, "");

    assertThat(smoke(second, outputs, "world").answerStart()).isEqualTo("world");

    var shipment = shipment(cloud.built(agent, second, WORLD, ""), agent.stackName().value());
    var plan = cloud.planChange.planChange(plan(agent, second, shipment));
    assertThat(plan.empty()).as("%s", plan).isTrue();
    var input = new SamDeploy.Input(second, agent, plan, shipment);
    assertThat(cloud.samDeploy.samDeploy(input).stackStatus()).isEqualTo("UPDATE_COMPLETE");
  }

  @Test
  void planTwice_isOnePlan() {
    var input =
        plan(
            agent,
            first,
            shipment(cloud.built(agent, first, HELLO, ""), agent.stackName().value()));
    var plan = cloud.planChange.planChange(input);

    assertThat(cloud.planChange.planChange(input)).isEqualTo(plan);
    assertThat(plan.creates()).isTrue();
    assertThat(plan.changes()).extracting(PlanChange.Change::logicalId).contains("AgentFunction");

    assertThat(undo(first, false, null).ledger())
        .extracting(LedgerEntry::action)
        .containsOnly(LedgerAction.DELETED);
    assertGone(agent);
  }

  @Test
  void deployTwiceAtOnceAndOnceMore_isOneOperation() throws Exception {
    var built = cloud.built(agent, first, HELLO, SLOW_BUT_FAILING.replace("Count: 1", "Count: 0"));
    var shipment = shipment(built, agent.stackName().value());
    var plan = cloud.planChange.planChange(plan(agent, first, shipment));
    var input = new SamDeploy.Input(first, agent, plan, shipment);

    var one = CompletableFuture.supplyAsync(() -> outcome(input));
    var two = CompletableFuture.supplyAsync(() -> outcome(input));
    one.get();
    two.get();
    outcome(input);

    var begun =
        cloud
            .clients
            .cloudFormation(agent.region())
            .describeStackEvents(request -> request.stackName(plan.stackId()))
            .stackEvents()
            .stream()
            .filter(event -> event.stackId().equals(event.physicalResourceId()))
            .filter(event -> event.resourceStatusAsString().equals("CREATE_IN_PROGRESS"));
    assertThat(begun).hasSize(1);
    undo(first, false, null);
    assertGone(agent);
  }

  /** Executing a change set removes the others, so the next round finds their names free again. */
  @Test
  void executionsOfLaterRounds_haveTokensOfTheirOwn() {
    var built = cloud.built(agent, first, HELLO, "");
    var shipment = shipment(built, agent.stackName().value());
    for (int megabytes : List.of(256, 512, 768, 1_024)) {
      var spec = withMemory(shipment.spec(), megabytes);
      deploy(agent, first, new Shipment(spec, built, null, List.of(), false));
    }

    var tokens =
        cloud
            .clients
            .cloudFormation(agent.region())
            .describeStackEvents(request -> request.stackName(agent.stackName().value()))
            .stackEvents()
            .stream()
            .filter(event -> event.stackId().equals(event.physicalResourceId()))
            .filter(event -> BEGINNINGS.contains(event.resourceStatusAsString()))
            .map(StackEvent::clientRequestToken);
    assertThat(tokens).hasSize(4).doesNotHaveDuplicates().doesNotContainNull();
  }

  @Test
  void planThatTheStackHasOutgrown_isNotTakenForExecuted_andIsMadeAgain() {
    deploy(agent, first, HELLO, "");
    var shipment = shipment(cloud.built(agent, second, WORLD, ""), agent.stackName().value());
    var plan = cloud.planChange.planChange(plan(agent, second, shipment));
    updateManually();

    var failure =
        failureOf(
            () -> cloud.samDeploy.samDeploy(new SamDeploy.Input(second, agent, plan, shipment)));
    assertThat(failure.type()).isEqualTo(FailureType.CHANGE_SET_FAILED);
    assertThat(smoke(second, deploy(agent, second, shipment), "world").answerStart())
        .isEqualTo("world");
  }

  /** Someone sets a tag in the console. */
  private void updateManually() {
    var cloudFormation = cloud.clients.cloudFormation(agent.region());
    String name = agent.stackName().value();
    var stack = cloudFormation.describeStacks(of -> of.stackName(name)).stacks().getFirst();
    var tags = new ArrayList<>(stack.tags());
    tags.add(Tag.builder().key("team").value("tide").build());
    var parameters =
        stack.parameters().stream()
            .map(Parameter::parameterKey)
            .map(key -> Parameter.builder().parameterKey(key).usePreviousValue(true).build())
            .toList();
    cloudFormation.updateStack(
        request ->
            request
                .stackName(name)
                .usePreviousTemplate(true)
                .parameters(parameters)
                .tags(tags)
                .capabilitiesWithStrings("CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"));
  }

  private String outcome(SamDeploy.Input input) {
    try {
      return cloud.samDeploy.samDeploy(input).stackStatus();
    } catch (ApplicationFailure e) {
      return e.getType();
    }
  }

  @Test
  void nameOfAnotherStacksFunction_isFoundBeforeAnythingIsDone() {
    deploy(agent, first, HELLO, "");
    var other = EmulatedCloud.agent();

    var failure =
        failureOf(
            () ->
                cloud.preflight.preflight(
                    new Preflight.Input(
                        second,
                        other,
                        new FunctionName(agent.stackName().value()),
                        PythonRuntime.PYTHON_3_11,
                        Preflight.Needs.NONE)));

    assertThat(failure.type()).isEqualTo(FailureType.NAME_TAKEN);
    assertThat(failure.evidence()).anyMatch(line -> line.contains(agent.stackName().value()));
  }

  /** CloudFormation would refuse to create it, long after the build. */
  @Test
  void logGroupOfAnEarlierFunction_isFoundBeforeAnythingIsDone() {
    var name = agent.stackName().value();
    var logs = cloud.clients.logs(agent.region());
    logs.createLogGroup(request -> request.logGroupName("/aws/lambda/" + name));
    var input =
        new Preflight.Input(
            first, agent, new FunctionName(name), PythonRuntime.PYTHON_3_11, Preflight.Needs.NONE);

    var failure = failureOf(() -> cloud.preflight.preflight(input));

    assertThat(failure.type()).isEqualTo(FailureType.NAME_TAKEN);
    assertThat(failure.message()).contains("log group '/aws/lambda/" + name + "'");
    assertThat(failure.nextAction()).contains("aws logs delete-log-group");
    logs.deleteLogGroup(request -> request.logGroupName("/aws/lambda/" + name));
    assertThat(cloud.preflight.preflight(input).stackExists()).isFalse();
  }

  @Test
  void createWithAnotherStacksName_failsExplained_andIsUndone() {
    deploy(agent, first, HELLO, "");
    var other = EmulatedCloud.agent();
    var shipment = shipment(cloud.built(other, second, WORLD, ""), agent.stackName().value());
    var plan = cloud.planChange.planChange(plan(other, second, shipment));

    var failure =
        failureOf(
            () -> cloud.samDeploy.samDeploy(new SamDeploy.Input(second, other, plan, shipment)));
    assertThat(failure.type()).isEqualTo(FailureType.NAME_TAKEN);
    assertThat(failure.evidence()).isNotEmpty();

    cloud.undo.undoStack(new Undo.StackInput(other, second, false, null));
    assertGone(other);
    // The other stack's function is not checked: the emulator's rollback, unlike AWS, removed it.
  }

  @Test
  void failedCreate_namesItsFirstFailure_andLeavesNothing() {
    var failure = failureOf(() -> deploy(agent, first, HELLO, EmulatedCloud.FAILING));

    assertThat(failure.type()).isEqualTo(FailureType.STACK_FAILED);
    assertThat(failure.evidence().getFirst()).contains("Wait");
    undo(first, false, null);
    assertGone(agent);
    assertThat(undo(first, false, null).ledger())
        .extracting(LedgerEntry::action)
        .containsOnly(LedgerAction.DELETED);
  }

  @Test
  void failedUpdate_leavesTheOldVersionAnswering() {
    var outputs = deploy(agent, first, HELLO, "");
    var before = preflight(agent, second);
    assertThat(before.stackExists()).isTrue();

    var failure = failureOf(() -> deploy(agent, second, WORLD, EmulatedCloud.FAILING));
    assertThat(failure.type()).isEqualTo(FailureType.STACK_FAILED);

    assertThat(undo(second, true, before.before()).ledger())
        .extracting(LedgerEntry::action)
        .containsExactly(LedgerAction.PRE_EXISTING);
    assertThat(smoke(first, outputs, "hello").answerStart()).isEqualTo("hello");
  }

  @Test
  void updateThatWentLive_isUndoneToWhatWasBefore() {
    deploy(agent, first, HELLO, "");
    var before = preflight(agent, second).before();
    var outputs = deploy(agent, second, WORLD, "");

    var live = undo(second, true, before).live();
    assertThat(smoke(first, outputs, "hello").answerStart()).isEqualTo("hello");
    assertThat(live).isNotNull();
    // As after the death of a worker that had restored it: proven once more, with the same words.
    var repeated = undo(second, true, before);
    assertThat(repeated.live()).isEqualTo(live);
    assertThat(repeated.ledger())
        .extracting(LedgerEntry::reason)
        .containsExactly("It was changed and has been restored.");
  }

  @Test
  void failedCreate_isHealedByTheNextDeployment() {
    failureOf(() -> deploy(agent, first, HELLO, EmulatedCloud.FAILING));

    assertThat(preflight(agent, second).stackExists()).isFalse();
    var outputs = deploy(agent, second, WORLD, "");
    assertThat(smoke(second, outputs, "world").answerStart()).isEqualTo("world");
  }

  @Test
  void failedAnswers_areDistinguished() {
    var outputs =
        deploy(
            agent,
            first,
            "{'statusCode': 500, 'body': json.dumps({'error': {'type': 'Boom', 'message': 'no'}})}",
            "");
    assertThat(failureOf(() -> smoke(first, outputs, null)).type())
        .isEqualTo(FailureType.AGENT_FAILED);

    var crashing = deploy(agent, second, "1 / 0", "");
    var failure = failureOf(() -> smoke(second, crashing, null));
    assertThat(failure.type()).isEqualTo(FailureType.AGENT_FAILED);
    assertThat(failure.evidence().getFirst()).contains("division by zero");
  }

  /** IAM takes seconds to apply a new role's rights everywhere. */
  @Test
  void agentThatIsDeniedAtFirst_isAskedAgain() {
    var deniedOnce =
        """
        {'statusCode': 200, 'body': 'hello'} if 'asked' in globals() else globals().update(asked=1) or \
        {'statusCode': 500, 'body': 'AccessDeniedException: not authorized to perform: bedrock:InvokeModel'}""";
    var outputs = deploy(agent, first, deniedOnce, "");

    assertThatThrownBy(() -> smoke(first, outputs, "hello"))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            denied -> {
              assertThat(denied.getType()).isEqualTo(FailureType.AGENT_FAILED.wireName());
              assertThat(denied.isNonRetryable()).isFalse();
              assertThat(denied.getNextRetryDelay()).isPositive();
            });
    assertThat(smoke(first, outputs, "hello").answerStart()).isEqualTo("hello");
  }

  @Test
  void unexpectedAnswer_isQuoted() {
    var outputs = deploy(agent, first, HELLO, "");
    var failure = failureOf(() -> smoke(first, outputs, "goodbye"));

    assertThat(failure.type()).isEqualTo(FailureType.AGENT_ANSWER_UNEXPECTED);
    assertThat(failure.evidence().getFirst()).contains("'hello'");
  }

  @Test
  void remove_takesEverything_andReportsIt() {
    deploy(agent, first, HELLO, "");
    cloud.secrets.create(agent, first, java.util.Map.of("OPENAI_API_KEY", "value"));
    var listed = cloud.remove.listResources(new RemoveAgent.Input(second, agent));
    assertThat(listed)
        .extracting(LedgerEntry::resource)
        .contains("stack", "AWS::Lambda::Function", "secret", "object");

    assertThat(destroy(agent)).filteredOn(entry -> entry.action() == LedgerAction.FAILED).isEmpty();
    assertGone(agent);
    assertThat(cloud.secrets.list(agent, List.of())).isEmpty();
  }
}
