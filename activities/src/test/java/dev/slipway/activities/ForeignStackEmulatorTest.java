package dev.slipway.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.stack.StackNames;
import dev.slipway.storage.emulator.OnEmulator;
import dev.slipway.workflows.destroy.RemoveAgent;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** A stack that something else deployed keeps what it holds, on a running emulator. */
@OnEmulator
class ForeignStackEmulatorTest extends AgentOnEmulator {
  private static final String HELLO = "{'statusCode': 200, 'body': '{}'}";
  private static final String DATA = "what the other team keeps";
  private static final String TEMPLATE =
      """
      Resources:
        Data: {Type: AWS::SecretsManager::Secret, Properties: {Name: NAME, SecretString: '%s'}}
      """
          .formatted(DATA);

  private String name = "";

  @BeforeEach
  void anotherTeamsStack() {
    name = agent.stackName().value();
    stack(List.of());
  }

  @AfterEach
  void handItOver() {
    tag(Map.of(StackNames.AGENT_TAG, name));
  }

  private void stack(List<Tag> tags) {
    var stacks = cloud.clients.cloudFormation(agent.region());
    stacks.createStack(
        request -> request.stackName(name).templateBody(TEMPLATE.replace("NAME", name)).tags(tags));
    stacks.waiter().waitUntilStackCreateComplete(request -> request.stackName(name));
  }

  private void tag(Map<String, String> tags) {
    var stacks = cloud.clients.cloudFormation(agent.region());
    var kept =
        stacks
            .describeStacks(request -> request.stackName(name))
            .stacks()
            .getFirst()
            .parameters()
            .stream()
            .map(one -> Parameter.builder().parameterKey(one.parameterKey()).usePreviousValue(true))
            .map(Parameter.Builder::build)
            .toList();
    stacks.updateStack(
        request ->
            request
                .stackName(name)
                .usePreviousTemplate(true)
                .parameters(kept)
                .capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_AUTO_EXPAND)
                .tags(
                    tags.entrySet().stream()
                        .map(one -> Tag.builder().key(one.getKey()).value(one.getValue()).build())
                        .toList()));
    stacks.waiter().waitUntilStackUpdateComplete(request -> request.stackName(name));
  }

  private String data() {
    return cloud
        .aws
        .secretsManager(agent.region())
        .getSecretValue(request -> request.secretId(name))
        .secretString();
  }

  @Test
  void preflightAndPlan_refuseIt_andItKeepsItsData() {
    assertThat(failureOf(() -> preflight(agent, first)).type())
        .isEqualTo(FailureType.FOREIGN_STACK);
    assertThat(failureOf(() -> deploy(agent, first, HELLO, "")).type())
        .isEqualTo(FailureType.FOREIGN_STACK);

    assertThat(data()).isEqualTo(DATA);
  }

  @Test
  void undoAndDestroy_leaveIt() {
    assertThat(undo(first, false, null).ledger())
        .extracting(LedgerEntry::action)
        .containsExactly(LedgerAction.RETAINED);
    var input = new RemoveAgent.Input(first, agent);
    assertThat(cloud.remove.listResources(input))
        .filteredOn(entry -> entry.resource().equals("stack"))
        .extracting(LedgerEntry::action)
        .containsExactly(LedgerAction.RETAINED);
    assertThat(failureOf(() -> cloud.remove.removeStack(input)).type())
        .isEqualTo(FailureType.FOREIGN_STACK);

    assertThat(data()).isEqualTo(DATA);
  }

  @Test
  void planOnIt_isNotExecuted_howeverItWasMade() {
    var stacks = cloud.clients.cloudFormation(agent.region());
    var made =
        stacks.createChangeSet(
            request ->
                request
                    .stackName(name)
                    .changeSetName(StackNames.changeSet(first))
                    .templateBody("Resources: {Other: {Type: AWS::SNS::Topic}}"));
    stacks
        .waiter()
        .waitUntilChangeSetCreateComplete(
            request -> request.stackName(name).changeSetName(made.id()));
    var plan =
        new PlanChange.Plan(made.id(), made.stackId(), false, false, List.of(), List.of(), null);

    var shipment = shipment(cloud.built(agent, first, HELLO, ""), name);
    var input = new SamDeploy.Input(first, agent, plan, shipment);

    assertThat(failureOf(() -> cloud.samDeploy.samDeploy(input)).type())
        .isEqualTo(FailureType.FOREIGN_STACK);

    assertThat(data()).isEqualTo(DATA);
  }

  @Test
  void stackThatWasHandedOver_isDeployedTo() {
    tag(Map.of(StackNames.AGENT_TAG, name));

    assertThat(deploy(agent, first, HELLO, "").functionName()).isEqualTo(name);
  }
}
