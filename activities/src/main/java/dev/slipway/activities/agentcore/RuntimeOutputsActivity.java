package dev.slipway.activities.agentcore;

import dev.slipway.activities.stack.CloudClients;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.RuntimeOutputs;
import dev.slipway.workflows.steps.FetchOutputs;
import java.util.Objects;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ResourceNotFoundException;

/** Reads back the version that was released and where it answers. */
final class RuntimeOutputsActivity implements FetchOutputs {
  private final CloudClients clients;
  private final AgentRuntimes runtimes;

  RuntimeOutputsActivity(CloudClients clients) {
    this.clients = clients;
    this.runtimes = AgentRuntimes.ofDeployment(clients);
  }

  @Override
  public Outputs fetchOutputs(Input input) {
    Released released = Objects.requireNonNull(input.released());
    return read(runtimes, clients, input.agent().region(), released);
  }

  /** Fails with LiveMismatch unless the endpoint serves that version. */
  static RuntimeOutputs read(
      AgentRuntimes runtimes, CloudClients clients, String region, Released released) {
    String id = released.runtimeId();
    RuntimeEndpoints.requireServing(
        released.endpoint(),
        released.version(),
        runtimes.endpoints().find(region, id, released.endpoint()));
    try {
      var runtime = clients.agentCore(region).getAgentRuntime(r -> r.agentRuntimeId(id));
      return new RuntimeOutputs(
          runtime.agentRuntimeArn(),
          id,
          runtime.agentRuntimeName(),
          released.version(),
          released.endpoint(),
          logGroup(id, released.endpoint()));
    } catch (ResourceNotFoundException e) {
      throw Failure.of(
              FailureType.LIVE_MISMATCH,
              "The runtime was deleted while it was deployed.",
              "runtime %s: missing (expected: present)".formatted(id))
          .toException(e);
    }
  }

  /** AgentCore names it. */
  static String logGroup(String runtimeId, String endpoint) {
    return "/aws/bedrock-agentcore/runtimes/%s-%s".formatted(runtimeId, endpoint);
  }
}
