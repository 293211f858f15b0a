package dev.slipway.activities.deploy;

import dev.slipway.activities.log.StepLogs;
import dev.slipway.activities.stack.ChangeSets;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.Condition;
import dev.slipway.activities.stack.Pace;
import dev.slipway.activities.stack.StackHealing;
import dev.slipway.activities.stack.StackNames;
import dev.slipway.activities.stack.StackReader;
import dev.slipway.activities.stack.StackResources;
import dev.slipway.activities.stack.ValidationErrors;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.storage.aws.AwsFailures;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.Step;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/** Creates the change set of a deployment, or finds the one that an earlier attempt created. */
public final class PlanChangeActivity implements PlanChange {
  private final CloudClients clients;
  private final TemplateAddress address;
  private final PlannedStacks stacks;
  private final StepLogs logs;
  private final ChangeSets changeSets;
  private final StackHealing healing;
  private final StackReader reader;
  private final StackResources resources;
  private final SourceDifference sources;
  private final ValidationErrors validations;

  public PlanChangeActivity(
      CloudClients clients,
      ArtifactStore artifacts,
      TemplateAddress address,
      PlannedStacks stacks,
      StepLogs logs) {
    this.clients = clients;
    this.address = address;
    this.stacks = stacks;
    this.logs = logs;
    this.changeSets = new ChangeSets(clients);
    this.healing = new StackHealing(clients);
    this.reader = new StackReader(clients);
    this.resources = new StackResources(clients);
    this.sources = new SourceDifference(artifacts);
    this.validations = new ValidationErrors(clients);
  }

  @Override
  public Plan planChange(Input input) {
    var region = input.agent().region();
    try (var log = logs.open(region, input.deploymentId(), Step.SAM_DEPLOY.wireName())) {
      var stackWanted = stacks.of(input.agent(), input.deploymentId(), input.shipment());
      stackWanted.warnings().forEach(warning -> log.line("slipway", warning.sentence()));
      var values = stackWanted.parameters();
      PlainInput.require(stackWanted.template(), values, input.shipment().spec().tags());
      var stack =
          healing.heal(input.agent(), input.skipResources(), line -> log.line("slipway", line));
      var live = stack.filter(found -> Condition.of(found.stackStatus()) != Condition.PLANNED);
      var template = stackWanted.template().toString();
      var today =
          live.map(found -> StackToday.of(found, reader.template(region, found.stackId())))
              .orElse(StackToday.ABSENT);
      var next = StackToday.wanted(stackWanted);
      var tags = DeployedStack.tags(input.agent(), input.deploymentId(), input.shipment().spec());
      var current =
          live.map(found -> new DeployedStack(found, today))
              .filter(found -> skippable(input) && found.matches(next, tags, clients.stackRole()))
              .filter(found -> resources.hasItsRoles(region, found.stack().stackId()));
      if (current.isPresent()) {
        log.line("slipway", "The stack needs no change");
        return compared(input, unchanged(current.get(), stackWanted.warnings()), today, next);
      }
      boolean creates = live.isEmpty();
      var wanted = wanted(input, template, values, tags, creates);
      log.line("slipway", "Change set " + wanted.name() + (creates ? " creates" : " updates"));
      var made = plan(input.agent(), wanted, stackWanted.warnings());
      var plan = compared(input, made, today, next);
      plan.changes()
          .forEach(
              change ->
                  log.line(
                      "slipway",
                      "%s %s %s".formatted(change.action(), change.type(), change.logicalId())));
      return plan;
    }
  }

  /**
   * A person is shown a change set, which an approval names; and a later round may have one to
   * execute that would stay behind.
   */
  private static boolean skippable(Input input) {
    return input.review() == null && input.round() == 1;
  }

  private static Plan unchanged(DeployedStack found, List<Finding> warnings) {
    return new Plan("", found.stack().stackId(), false, true, List.of(), warnings, null);
  }

  private Plan compared(Input input, Plan plan, StackToday today, StackToday wanted) {
    var code = sources.of(input.agent().region(), input.review());
    return new Plan(
        plan.changeSetId(),
        plan.stackId(),
        plan.creates(),
        plan.empty(),
        plan.changes(),
        plan.warnings(),
        PlanComparison.of(today, wanted, plan.changes(), code));
  }

  private ChangeSets.Wanted wanted(
      Input input,
      String template,
      List<Parameter> values,
      Map<String, String> tags,
      boolean creates) {
    var fingerprint = fingerprint(template, values, tags + look(input));
    return new ChangeSets.Wanted(
        input.agent().stackName().value(),
        freeName(input, fingerprint),
        creates,
        address.of(input.agent(), input.deploymentId(), template),
        values,
        tags,
        fingerprint);
  }

  /** A plan that is made again must not be the earlier one. */
  private static String look(Input input) {
    int look = input.review() == null ? 1 : input.review().look();
    return input.round() == 1 && look == 1
        ? ""
        : " round %d, look %d".formatted(input.round(), look);
  }

  private static String fingerprint(String template, List<Parameter> values, String tags) {
    var all = template + values + tags;
    return "input " + Sha256.of(all.getBytes(StandardCharsets.UTF_8));
  }

  /** The deployment's own name; after an executed or outdated plan, with the next number. */
  private String freeName(Input input, String fingerprint) {
    var region = input.agent().region();
    var stack = input.agent().stackName().value();
    var base = StackNames.changeSet(input.deploymentId());
    for (int number = 1; ; number++) {
      var name = StackNames.numbered(base, number);
      var found = changeSets.find(region, stack, name);
      if (found.isEmpty()
          || (!ChangeSets.executed(found.get())
              && !ChangeSets.obsolete(found.get())
              && fingerprint.equals(found.get().description()))) {
        return name;
      }
    }
  }

  private Plan plan(AgentKey agent, ChangeSets.Wanted wanted, List<Finding> warnings) {
    var found = changeSets.find(agent.region(), wanted.stackName(), wanted.name());
    if (found.isPresent() && found.get().status() == ChangeSetStatus.FAILED) {
      changeSets.delete(agent.region(), wanted.stackName(), wanted.name());
    }
    if (found.isEmpty() || found.get().status() == ChangeSetStatus.FAILED) {
      changeSets.create(agent.region(), wanted);
    }
    var made =
        changeSets.await(
            agent.region(), wanted.stackName(), wanted.name(), new Pace(clients.emulated()));
    if (ChangeSets.empty(made)) {
      changeSets.delete(agent.region(), wanted.stackName(), wanted.name());
      return new Plan(made.changeSetId(), made.stackId(), false, true, List.of(), warnings, null);
    }
    if (made.status() != ChangeSetStatus.CREATE_COMPLETE) {
      throw validations
          .ofChangeSet(agent.region(), made.changeSetId())
          .orElseGet(
              () ->
                  AwsFailures.explain(
                      "%s: %s".formatted(made.statusAsString(), made.statusReason()),
                      FailureType.CHANGE_SET_FAILED))
          .toException();
    }
    return new Plan(
        made.changeSetId(),
        made.stackId(),
        wanted.creates(),
        false,
        changes(agent, made),
        warnings,
        null);
  }

  private List<Change> changes(AgentKey agent, DescribeChangeSetResponse made) {
    return changeSets.changes(agent.region(), made).stream()
        .map(change -> change.resourceChange())
        .filter(change -> change != null)
        .map(
            change ->
                new Change(
                    change.actionAsString(),
                    change.logicalResourceId(),
                    change.resourceType(),
                    change.replacementAsString() == null ? "False" : change.replacementAsString()))
        .toList();
  }
}
