package dev.slipway.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.storage.emulator.OnEmulator;
import dev.slipway.storage.secrets.SecretStore;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.PlanChange.Difference;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.Shipment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/** Plans that are made again, on a running emulator. */
@OnEmulator
class PlanEmulatorTest extends AgentOnEmulator {
  private static final String HELLO = "{'statusCode': 200, 'body': '{}'}";
  private static final String WORLD = "{'statusCode': 201, 'body': '{}'}";

  @Test
  void planMadeAgain_isTheSamePlan_inAChangeSetOfItsOwn() {
    deploy(agent, first, HELLO, "");
    var built = cloud.built(agent, second, WORLD, "");
    var before = planned(built, null, 1);
    var again = planned(built, null, 2);

    assertThat(again.sameAs(before)).isTrue();
    assertThat(again.changeSetId()).isNotEqualTo(before.changeSetId());
    assertThat(parameters(before)).contains(new Difference("MemorySize", "512", "1024"));
    var input = new SamDeploy.Input(second, agent, again, shipment(built));
    assertThat(cloud.samDeploy.samDeploy(input).stackStatus()).isEqualTo("UPDATE_COMPLETE");
  }

  @Test
  void sameCodeAgain_isAChangeOnLambda_soThatTheFunctionIsSetAgain() {
    deploy(agent, first, HELLO, "");
    var same = shipment(cloud.built(agent, second, HELLO, ""), agent.stackName().value());
    var plan = cloud.planChange.planChange(plan(agent, second, same));

    assertThat(plan.empty()).isFalse();
    assertThat(plan.changes()).extracting(PlanChange.Change::logicalId).contains("AgentFunction");
  }

  @Test
  void stackChangedByAnotherTool_makesAnotherPlan() {
    deploy(agent, first, HELLO, "");
    var built = cloud.built(agent, second, WORLD, "");
    var before = planned(built, null, 1);
    changeManually("MemorySize", "768");
    var again = planned(built, null, 2);

    assertThat(again.sameAs(before)).isFalse();
    assertThat(parameters(again)).contains(new Difference("MemorySize", "768", "1024"));
  }

  @Test
  void firstPlanMadeAgain_isTheSame_andItsUndoLeavesNothing() {
    var built = cloud.built(agent, first, HELLO, "");
    var before = planned(built, null, 1);
    var again = planned(built, null, 2);

    assertThat(again.sameAs(before)).isTrue();
    assertThat(again.creates()).isTrue();
    undo(second, false, null);
    assertGone(agent);
  }

  @Test
  void code_isComparedLineByLine_withoutBeingShown() {
    var built = cloud.built(agent, second, WORLD, "");
    var live = cloud.source(agent, first, "import json\nanswer = 'hello'\n");
    var plan = planned(built, live, 1);

    var code = Objects.requireNonNull(Objects.requireNonNull(plan.comparison()).code());
    assertThat(code).isEqualTo(new PlanChange.CodeDifference(2, 1));
    assertThat(plan.toString()).doesNotContain("answer");
  }

  @Test
  void anothersSecret_isNotReadForARequestThatGotPastTheApi() {
    var other = EmulatedCloud.agent();
    cloud.secrets.create(other, first, Map.of("KEY", "canary-of-another-agent"));
    var secret = SecretStore.name(other, first);
    var reference = "{{resolve:secretsmanager:%s:SecretString:KEY}}".formatted(secret);
    var built = cloud.built(agent, second, HELLO, "");
    var spec = shipment(built).spec();

    for (var hostile :
        List.of(
            with(spec, Map.of("X", reference), Map.of()),
            with(spec, Map.of(), Map.of("team", reference)))) {
      var input = plan(agent, second, new Shipment(hostile, built, null, List.of(), false));
      assertThat(failureOf(() -> cloud.planChange.planChange(input)).type())
          .isEqualTo(FailureType.DYNAMIC_REFERENCE);
    }
    var planted =
        cloud.built(
            agent,
            second,
            HELLO,
            """
              Note: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: '%s'}}
            """
                .formatted(reference));
    var input = plan(agent, second, shipment(planted));
    assertThat(failureOf(() -> cloud.planChange.planChange(input)).type())
        .isEqualTo(FailureType.DYNAMIC_REFERENCE);
    assertGone(agent);
    cloud.secrets.delete(other.region(), secret);
  }

  private static DeploymentSpec with(
      DeploymentSpec base, Map<String, String> environment, Map<String, String> tags) {
    return base.with("environment_variables", environment).with("tags", tags);
  }

  private PlanChange.Plan planned(SamBuild.Built built, @Nullable ArtifactRef live, int look) {
    var next = cloud.source(agent, second, "import json\nanswer = 'world'\nmore = 1\n");
    return cloud.planChange.planChange(
        new PlanChange.Input(
            second, agent, shipment(built), 1, new PlanChange.Review(live, next, look), null));
  }

  private Shipment shipment(SamBuild.Built built) {
    var base = shipment(built, agent.stackName().value());
    return new Shipment(withMemory(base.spec(), 1_024), built, null, List.of(), false);
  }

  private static List<Difference> parameters(PlanChange.Plan plan) {
    return Objects.requireNonNull(plan.comparison()).parameters();
  }

  private void changeManually(String parameter, String value) {
    var stacks = cloud.clients.cloudFormation(agent.region());
    var name = agent.stackName().value();
    stacks.updateStack(
        request ->
            request
                .stackName(name)
                .usePreviousTemplate(true)
                .capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_AUTO_EXPAND)
                .parameters(
                    Parameter.builder().parameterKey(parameter).parameterValue(value).build(),
                    kept("FunctionName"),
                    kept("Timeout"),
                    kept("DeploymentId")));
    stacks.waiter().waitUntilStackUpdateComplete(request -> request.stackName(name));
  }

  private static Parameter kept(String name) {
    return Parameter.builder().parameterKey(name).usePreviousValue(true).build();
  }
}
