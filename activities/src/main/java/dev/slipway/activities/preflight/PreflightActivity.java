package dev.slipway.activities.preflight;

import dev.slipway.activities.live.StackSnapshot;
import dev.slipway.activities.log.StepLog;
import dev.slipway.activities.log.StepLogs;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.Condition;
import dev.slipway.activities.stack.StackHealing;
import dev.slipway.activities.stack.StackOwner;
import dev.slipway.activities.stack.StackReader;
import dev.slipway.activities.stack.StackTarget;
import dev.slipway.activities.tools.ToolProbe;
import dev.slipway.api.Target;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.storage.aws.CallerIdentity;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.steps.Preflight;
import dev.slipway.workflows.steps.Step;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/**
 * Checks tools, identity, permissions, quotas, models, stack and name, and reports every problem at
 * once.
 */
public final class PreflightActivity implements Preflight {
  private static final Set<Condition> GOES_FIRST =
      Set.of(Condition.NEVER_LIVE, Condition.DELETE_STUCK);

  private final ToolProbe tools;
  private final CallerIdentity identity;
  private final CloudClients clients;
  private final ArtifactStore artifacts;
  private final StepLogs logs;
  private final StackReader reader;
  private final StackHealing healing;
  private final StackOwner stackOwner;
  private final Surroundings surroundings;
  private final @Nullable String boundary;

  /**
   * What is checked with.
   *
   * @param boundary ARN of the permissions boundary of agents' roles; absent for none
   */
  public PreflightActivity(
      ToolProbe tools,
      CallerIdentity identity,
      CloudClients clients,
      ArtifactStore artifacts,
      StepLogs logs,
      Surroundings surroundings,
      @Nullable String boundary) {
    this.tools = tools;
    this.boundary = boundary;
    this.identity = identity;
    this.clients = clients;
    this.artifacts = artifacts;
    this.logs = logs;
    this.reader = new StackReader(clients);
    this.healing = new StackHealing(clients);
    this.stackOwner = new StackOwner(clients);
    this.surroundings = surroundings;
  }

  @Override
  public Report preflight(Input input) {
    try (var log =
        logs.open(input.agent().region(), input.deploymentId(), Step.PREFLIGHT.wireName())) {
      return look(input, log);
    }
  }

  private Report look(Input input, StepLog log) {
    var findings = new Findings();
    var present = findings.tools(tools.probe());
    var caller = findings.look(() -> identity.ask(input.agent().region()));
    caller.ifPresent(
        found -> {
          log.line("slipway", "Acts in account %s as %s.".formatted(found.account(), found.arn()));
          findings.account(found, input.agent());
        });
    List<Finding> warnings =
        caller.map(found -> lookAtTheAccount(input, found.arn(), findings, log)).orElse(List.of());
    // Nothing is touched before every read-only check has passed.
    findings.throwIfAny();
    var stack =
        healing.heal(input.agent(), input.skipResources(), line -> log.line("slipway", line));
    stack.ifPresent(healed -> requireSuccessor(input, healed));
    boolean exists = stack.isPresent() && live(stack.get());
    log.line("slipway", exists ? "The stack exists and is kept." : "There is no stack yet.");
    return new Report(
        caller.map(CallerIdentity.Identity::arn).orElse(""),
        present,
        stack.map(Stack::stackStatusAsString).orElse(null),
        exists,
        exists ? snapshot(input, stack) : null,
        warnings);
  }

  private List<Finding> lookAtTheAccount(
      Input input, String caller, Findings findings, StepLog log) {
    String region = input.agent().region();
    findings.look(() -> surroundings.nameIsFree(input));
    findings.look(() -> settledStackIsOurs(input));
    findings.look(() -> policiesAreBounded(input.needs()));
    var simulation =
        new PermissionSimulation(clients.iam(region), line -> log.line("slipway", line));
    simulation
        .denied(
            caller, clients.stackRole(), Permissions.of(input, clients.stackRole(), surroundings))
        .ifPresent(findings::add);
    if (input.needs().role() != null) {
      look(input, input.needs().role(), simulation, findings);
    }
    var quotas = surroundings.quotas(input, line -> log.line("slipway", line));
    quotas.failures().forEach(findings::add);
    new ModelAccess(
            clients.bedrock(region), region, clients.emulated(), line -> log.line("slipway", line))
        .denied(input.models())
        .forEach(findings::add);
    return Stream.concat(
            RuntimeAge.warning(input.runtime(), input.target(), LocalDate.now(ZoneOffset.UTC))
                .stream(),
            quotas.warnings().stream())
        .toList();
  }

  /** What a role allows is asked only of one that the service can take. */
  private void look(
      Input input, GivenRole role, PermissionSimulation simulation, Findings findings) {
    var iam = clients.iam(input.agent().region());
    var bucket = artifacts.bucketName(input.agent().region());
    findings
        .look(
            () ->
                new ExecutionRole(
                        iam, boundary, surroundings.service(), input.agent().stackName().value())
                    .objection(role.arn()))
        .flatMap(
            objection ->
                objection.or(
                    () ->
                        simulation.deniedToAgent(
                            role.arn(),
                            AgentNeeds.of(input, role, bucket, surroundings.logGroup(input)))))
        .ifPresent(findings::add);
  }

  /** Otherwise whoever may deploy could give an agent, and so themselves, any right. */
  private boolean policiesAreBounded(Needs needs) {
    boolean more = needs.policies() || needs.role() != null;
    if (more && boundary == null && !clients.emulated()) {
      throw Failure.of(
              FailureType.ACCESS_DENIED,
              "The workers give agents no rights of their own: they set no permissions boundary.",
              "permissions, managed_policies or execution_role: given (expected: none, or SLIPWAY_AWS_PERMISSIONSBOUNDARY on the workers)")
          .withNextAction(
              "Deploy without permissions, managed_policies and execution_role, or ask for a permissions boundary (operating.md).")
          .toException();
    }
    return true;
  }

  /** A stack with an operation in flight is judged when that has ended. */
  private boolean settledStackIsOurs(Input input) {
    reader
        .find(input.agent().region(), input.agent().stackName().value())
        .filter(stack -> Condition.of(stack.stackStatus()) != Condition.BUSY)
        .ifPresent(
            stack -> {
              stackOwner.require(input.agent(), stack);
              requireSuccessor(input, stack);
            });
    return true;
  }

  /**
   * The change would remove what is live before its successor has been tested. A stack that serves
   * no one is deleted before anything else.
   */
  private void requireSuccessor(Input input, Stack stack) {
    if (GOES_FIRST.contains(Condition.of(stack.stackStatus()))) {
      return;
    }
    requireSameTarget(input, stack);
    surroundings.requireSuccessor(input, stack);
  }

  private static void requireSameTarget(Input input, Stack stack) {
    Target wanted = Objects.requireNonNullElse(input.target(), Target.LAMBDA);
    Target actual = StackTarget.of(stack).orElse(wanted);
    if (actual != wanted) {
      throw Failure.of(
              FailureType.NAME_TAKEN,
              "The agent runs on %s, and an agent stays where it was deployed first."
                  .formatted(actual.wireName()),
              "stack '%s': of an agent on %s (expected: on %s, or no stack)"
                  .formatted(stack.stackName(), actual.wireName(), wanted.wireName()))
          .withNextAction(
              "Deploy under another function_name and stack_name; or destroy the agent first.")
          .toException();
    }
  }

  private static boolean live(Stack stack) {
    return Condition.of(stack.stackStatus()) == Condition.HEALTHY;
  }

  private @Nullable ArtifactRef snapshot(Input input, Optional<Stack> stack) {
    var region = input.agent().region();
    return stack
        .map(found -> snapshot(region, found).json())
        .map(json -> kept(input, json))
        .orElse(null);
  }

  private StackSnapshot snapshot(String region, Stack stack) {
    return surroundings.snapshot(region, stack, reader.template(region, stack.stackId()));
  }

  /**
   * A retry may check again after its deployment has changed the stack: both snapshots are kept.
   */
  private ArtifactRef kept(Input input, byte[] json) {
    var name = "before-%s.json".formatted(Sha256.of(json));
    return artifacts.put(
        input.agent().region(), ArtifactKeys.record(input.deploymentId(), name), json);
  }
}
