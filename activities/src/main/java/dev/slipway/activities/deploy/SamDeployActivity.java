package dev.slipway.activities.deploy;

import dev.slipway.activities.live.LiveCheck;
import dev.slipway.activities.log.StepLog;
import dev.slipway.activities.log.StepLogs;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.Step;

/** Changes the stack, and reads back what it made live. */
public final class SamDeployActivity implements SamDeploy {
  private final StepLogs logs;
  private final StackChange stack;
  private final WantedStacks stacks;
  private final LiveCheck live;

  public SamDeployActivity(CloudClients clients, WantedStacks stacks, StepLogs logs) {
    this.logs = logs;
    this.stack = new StackChange(clients, stacks::planned);
    this.stacks = stacks;
    this.live = new LiveCheck(clients);
  }

  @Override
  public Change samDeploy(Input input) {
    var region = input.agent().region();
    try (var log = logs.open(region, input.deploymentId(), Step.SAM_DEPLOY.wireName())) {
      var change = stack.run(input, log);
      requireLive(input, log);
      return change;
    }
  }

  /** The stack's status is not enough: a function can be updated without a new version. */
  private void requireLive(Input input, StepLog log) {
    var shipment = input.shipment();
    var function = shipment.spec().functionName().value();
    log.line("slipway", "Reading back what is live for " + function);
    var wanted = stacks.of(input.agent(), input.deploymentId(), shipment);
    var expected =
        new LiveCheck.Expected(
            wanted.function(), wanted.urlSignIn(), wanted.role(), "what was to be deployed");
    live.require(input.agent().region(), function, expected);
  }
}
