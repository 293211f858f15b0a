package dev.slipway.activities.agentcore;

import dev.slipway.activities.deploy.PlannedStacks;
import dev.slipway.activities.deploy.StackChange;
import dev.slipway.activities.log.StepLogs;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.StackReader;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.Step;

/** Changes the role's stack, then provides the version and lets its smoke test reach it. */
final class RuntimeDeployActivity implements SamDeploy {
  private final StackChange stack;
  private final StackReader reader;
  private final AgentRuntimes runtimes;
  private final StepLogs logs;

  RuntimeDeployActivity(CloudClients clients, PlannedStacks stacks, StepLogs logs) {
    this.stack = new StackChange(clients, stacks);
    this.reader = new StackReader(clients);
    this.runtimes = AgentRuntimes.ofDeployment(clients);
    this.logs = logs;
  }

  @Override
  public Change samDeploy(Input input) {
    String region = input.agent().region();
    try (var log = logs.open(region, input.deploymentId(), Step.SAM_DEPLOY.wireName())) {
      Change change = stack.run(input, log);
      String role = role(region, change.stackId());
      var wanted = WantedRuntime.of(input.agent(), input.shipment(), role);
      log.line("slipway", "Providing runtime " + wanted.name());
      var version = runtimes.provide(wanted, input.deploymentId());
      log.line("slipway", "Version " + version.version() + " is ready; callers don't reach it yet");
      runtimes
          .endpoints()
          .point(region, version.runtimeId(), version.endpoint(), version.version());
      return change.releasing(version);
    }
  }

  private String role(String region, String stackId) {
    return reader
        .find(region, stackId)
        .flatMap(found -> RuntimeStack.output(found, RuntimeStack.ROLE_ARN))
        .orElseThrow(
            () ->
                Failure.of(
                        FailureType.STACK_BROKEN,
                        "The stack does not say which role the agent has.",
                        "output %s: missing (expected: in the stack's outputs)"
                            .formatted(RuntimeStack.ROLE_ARN))
                    .toException());
  }
}
