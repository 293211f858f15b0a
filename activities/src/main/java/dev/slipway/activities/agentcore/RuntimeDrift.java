package dev.slipway.activities.agentcore;

import dev.slipway.activities.live.Findings;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.workflows.model.RuntimeOutputs;
import java.util.Optional;

/** What CloudFormation does not see of an agent on AgentCore: which version callers reach. */
public final class RuntimeDrift {
  private final AgentRuntimes runtimes;

  public RuntimeDrift(CloudClients clients) {
    this.runtimes = AgentRuntimes.ofDeployment(clients);
  }

  /**
   * Versions don't change; what may differ is whether the runtime is there and what live serves.
   */
  public void look(String region, RuntimeOutputs live, Findings findings) {
    var runtime =
        runtimes
            .find(region, live.runtimeName())
            .filter(found -> found.agentRuntimeId().equals(live.runtimeId()));
    if (runtime.isEmpty()) {
      findings.add("runtime " + live.runtimeName(), "present", "missing");
      return;
    }
    Optional<String> served =
        runtimes
            .endpoints()
            .find(region, live.runtimeId(), RuntimeOutputs.LIVE)
            .map(endpoint -> endpoint.liveVersion());
    findings.compare("version behind the endpoint live", live.version(), served.orElse(null));
  }
}
