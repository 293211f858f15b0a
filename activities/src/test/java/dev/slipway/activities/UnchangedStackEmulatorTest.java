package dev.slipway.activities;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.agentcore.AgentCoreSteps;
import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.activities.deploy.PlanChangeActivity;
import dev.slipway.activities.deploy.PlannedStacks;
import dev.slipway.activities.deploy.StackChange;
import dev.slipway.activities.deploy.TemplateAddress;
import dev.slipway.activities.log.StepLog;
import dev.slipway.activities.log.StepLogs;
import dev.slipway.activities.stack.StackNames;
import dev.slipway.activities.stack.StackReader;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.Permission;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.storage.emulator.OnEmulator;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.PlanChange.Plan;
import dev.slipway.workflows.steps.PlanChange.Review;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.Shipment;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** The stack beside a runtime, when only the runtime changes, on a running emulator. */
@OnEmulator
class UnchangedStackEmulatorTest extends AgentOnEmulator {
  private static final Permission READS =
      new Permission(
          Permission.ALLOW, List.of("s3:GetObject"), List.of("arn:aws:s3:::tea/*"), Map.of());

  private final StepLogs logs = new StepLogs(cloud.logStore, Clock.systemUTC());
  private final PlannedStacks stacks =
      new AgentCoreSteps(cloud.clients, cloud.artifacts, logs).stacks(null);
  private final PlanChangeActivity planChange =
      new PlanChangeActivity(
          cloud.clients,
          cloud.artifacts,
          new TemplateAddress(cloud.artifacts, cloud.aws.settings()),
          stacks,
          logs);
  private final StackChange stackChange = new StackChange(cloud.clients, stacks);
  private final DeploymentSpec spec =
      DeploymentSpec.named(new FunctionName(agent.stackName().value()))
          .with("tags", Map.of("team", "tide"));

  @BeforeEach
  void deployOnce() {
    Plan made = plan(first, shipment(first, spec));
    assertThat(made.creates()).isTrue();
    run(first, shipment(first, spec), made);
  }

  @Test
  void changeOfCodeAlone_leavesTheStackAsItIs() {
    Stack before = stack();
    Plan plan = plan(second, shipment(second, spec));
    var change = run(second, shipment(second, spec), plan);

    assertThat(plan).isEqualTo(unchanged(before, plan));
    assertThat(change).isEqualTo(new SamDeploy.Change(before.stackId(), "CREATE_COMPLETE", false));
    assertThat(stack()).isEqualTo(before);
    assertThat(StackReader.tag(before, StackNames.DEPLOYMENT_TAG)).contains(first.value());
    assertThat(changeSets()).doesNotContain(StackNames.changeSet(second));
  }

  private static Plan unchanged(Stack stack, Plan plan) {
    return new Plan("", stack.stackId(), false, true, List.of(), List.of(), plan.comparison());
  }

  @Test
  void undoOfAChangeOfCode_findsTheStackInItsPreviousState() {
    Stack before = stack();
    run(second, shipment(second, spec), plan(second, shipment(second, spec)));

    var ledger = undo(second, true, null).ledger();

    assertThat(ledger)
        .containsExactly(
            new LedgerEntry(
                "stack",
                agent.stackName().value(),
                LedgerAction.PRE_EXISTING,
                "It is in its previous state: CREATE_COMPLETE."));
    assertThat(stack()).isEqualTo(before);
  }

  @Test
  void whateverElseDiffers_isAChange() {
    Stream.of(
            shipment(second, spec.with("tags", Map.of("team", "ebb"))),
            shipment(second, spec.with("tags", Map.of())),
            shipment(second, spec.with("tags", Map.of("team", "tide", "more", "tea"))),
            shipment(second, spec.with("permissions", List.of(READS))),
            shipment(second, spec.with("managed_policies", List.of(policy("One")))),
            shipment(second, spec.with("execution_role", role())),
            shipment(second, spec, List.of("amazon.nova-lite-v1:0")))
        .forEach(
            other -> {
              Plan plan = plan(second, other);
              assertThat(plan.empty()).as("%s", other).isFalse();
              assertThat(plan.changeSetId()).contains(StackNames.changeSet(second));
            });
  }

  @Test
  void stackThatSomeoneChanged_isChangedBack() {
    update(Map.of("team", "tide", StackNames.AGENT_TAG, agent.stackName().value(), "odd", "1"));

    assertThat(plan(second, shipment(second, spec)).empty()).isFalse();
  }

  @Test
  void stackThatSomeoneTookOver_isNotTakenForTheAgents() {
    Plan plan = plan(second, shipment(second, spec));
    update(Map.of(StackNames.AGENT_TAG, "someone-elses"));

    assertThat(failureOf(() -> run(second, shipment(second, spec), plan)).type())
        .isEqualTo(FailureType.FOREIGN_STACK);
    update(Map.of(StackNames.AGENT_TAG, agent.stackName().value()));
  }

  @Test
  void stackWhoseRoleSomeoneDeleted_isNotTakenForUnchanged() {
    // With a policy: where the list is empty, the emulator attaches one without a name.
    var managed = spec.with("managed_policies", List.of(policy("One")));
    run(first, shipment(first, managed), plan(first, shipment(first, managed)));
    assertThat(plan(second, shipment(second, managed)).empty()).isTrue();
    deleteRole();

    assertThat(plan(second, shipment(second, managed)).empty()).isFalse();
  }

  private void deleteRole() {
    var iam = cloud.clients.iam(agent.region());
    String role =
        new StackReader(cloud.clients)
            .resources(agent.region(), agent.stackName().value()).stream()
                .filter(resource -> resource.resourceType().equals("AWS::IAM::Role"))
                .findFirst()
                .orElseThrow()
                .physicalResourceId();
    iam.listRolePolicies(request -> request.roleName(role))
        .policyNames()
        .forEach(name -> iam.deleteRolePolicy(request -> request.roleName(role).policyName(name)));
    iam.listAttachedRolePolicies(request -> request.roleName(role))
        .attachedPolicies()
        .forEach(
            attached ->
                iam.detachRolePolicy(
                    request -> request.roleName(role).policyArn(attached.policyArn())));
    iam.deleteRole(request -> request.roleName(role));
  }

  @Test
  void stackThatSomeoneChangedSinceThePlan_failsTheDeployment() {
    Plan plan = plan(second, shipment(second, spec));
    update(Map.of("team", "ebb", StackNames.AGENT_TAG, agent.stackName().value()));

    assertThat(failureOf(() -> run(second, shipment(second, spec), plan)).type())
        .isEqualTo(FailureType.STACK_BROKEN);
  }

  @Test
  void stackThatSomeoneDeletedSinceThePlan_failsTheDeployment() {
    Plan plan = plan(second, shipment(second, spec));
    var stacks = cloud.clients.cloudFormation(agent.region());
    stacks.deleteStack(request -> request.stackName(plan.stackId()));
    stacks.waiter().waitUntilStackDeleteComplete(request -> request.stackName(plan.stackId()));

    assertThat(failureOf(() -> run(second, shipment(second, spec), plan)).type())
        .isEqualTo(FailureType.STACK_BROKEN);
  }

  @Test
  void planForAPerson_hasAChangeSet_soThatAChangeOfCodeWaitsForApproval() {
    var shipment = shipment(second, spec);
    var source = shipment.built().code();
    var plan =
        planChange.planChange(
            new PlanChange.Input(second, agent, shipment, 1, new Review(null, source, 1), null));

    assertThat(plan.empty()).isFalse();
    assertThat(plan.changeSetId()).contains(StackNames.changeSet(second));
  }

  private Plan plan(DeploymentId id, Shipment shipment) {
    return planChange.planChange(plan(agent, id, shipment));
  }

  private SamDeploy.Change run(DeploymentId id, Shipment shipment, Plan plan) {
    return stackChange.run(new SamDeploy.Input(id, agent, plan, shipment), StepLog.NONE);
  }

  private Shipment shipment(DeploymentId id, DeploymentSpec wanted) {
    return shipment(id, wanted, List.of());
  }

  /** Each deployment with code of its own. */
  private Shipment shipment(DeploymentId id, DeploymentSpec wanted, List<String> models) {
    ArtifactRef template = put(id, "template.yaml", new TemplateBundle().runtimeTemplate());
    ArtifactRef code = cloud.source(agent, id, "answer = '%s'\n".formatted(id));
    var built = new SamBuild.Built(template, code, code, false, code, 1);
    return new Shipment(wanted, built, null, models, false);
  }

  private ArtifactRef put(DeploymentId id, String name, byte[] content) {
    String key = ArtifactKeys.deployed(agent.stackName(), id, name, Sha256.of(content));
    return cloud.artifacts.put(agent.region(), key, content);
  }

  private Stack stack() {
    return new StackReader(cloud.clients)
        .find(agent.region(), agent.stackName().value())
        .orElseThrow();
  }

  private List<String> changeSets() {
    return cloud
        .clients
        .cloudFormation(agent.region())
        .listChangeSets(request -> request.stackName(agent.stackName().value()))
        .summaries()
        .stream()
        .map(each -> each.changeSetName())
        .toList();
  }

  private void update(Map<String, String> tags) {
    var stacks = cloud.clients.cloudFormation(agent.region());
    stacks.updateStack(
        request ->
            request
                .stackName(agent.stackName().value())
                .templateBody(new String(new TemplateBundle().runtimeTemplate(), UTF_8))
                .capabilities(Capability.CAPABILITY_IAM)
                .parameters(stack().parameters())
                .tags(
                    tags.entrySet().stream()
                        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                        .toList()));
    stacks
        .waiter()
        .waitUntilStackUpdateComplete(request -> request.stackName(agent.stackName().value()));
  }

  private String policy(String name) {
    return "arn:aws:iam::%s:policy/%s".formatted(agent.account(), name);
  }

  private String role() {
    return "arn:aws:iam::%s:role/GivenRole".formatted(agent.account());
  }
}
