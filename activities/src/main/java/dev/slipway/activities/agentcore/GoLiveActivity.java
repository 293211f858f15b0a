package dev.slipway.activities.agentcore;

import dev.slipway.activities.log.StepLogs;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.workflows.model.RuntimeOutputs;
import dev.slipway.workflows.steps.FetchOutputs;
import dev.slipway.workflows.steps.GoLive;
import dev.slipway.workflows.steps.Step;

/** Moves the endpoint {@code live} to a tested version, and takes its test's endpoint away. */
final class GoLiveActivity implements GoLive {
  private final CloudClients clients;
  private final AgentRuntimes runtimes;
  private final StepLogs logs;

  GoLiveActivity(CloudClients clients, StepLogs logs) {
    this.clients = clients;
    this.runtimes = AgentRuntimes.ofDeployment(clients);
    this.logs = logs;
  }

  @Override
  public RuntimeOutputs goLive(Input input) {
    String region = input.agent().region();
    RuntimeOutputs tested = input.tested();
    try (var log = logs.open(region, input.deploymentId(), Step.SMOKE_TEST.wireName())) {
      runtimes.endpoints().point(region, tested.runtimeId(), RuntimeOutputs.LIVE, tested.version());
      log.line("slipway", "Callers reach version " + tested.version() + " now");
      runtimes.endpoints().delete(region, tested.runtimeId(), RuntimeOutputs.CANDIDATE);
      return RuntimeOutputsActivity.read(
          runtimes,
          clients,
          region,
          new FetchOutputs.Released(tested.runtimeId(), tested.version(), RuntimeOutputs.LIVE));
    }
  }
}
