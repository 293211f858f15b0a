package dev.slipway.e2e.harness;

import dev.slipway.api.FunctionName;
import dev.slipway.api.RuntimeName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntime;

/** One agent's runtime as AgentCore has it. */
public final class RuntimeReading {
  private final Emulated world;
  private final String name;

  public RuntimeReading(Emulated world, String function) {
    this.world = world;
    this.name = RuntimeName.of(new FunctionName(function)).value();
  }

  /** Its id; empty if there is none. */
  public Optional<String> id() {
    return runtime().map(AgentRuntime::agentRuntimeId);
  }

  public Optional<String> arn() {
    return runtime().map(AgentRuntime::agentRuntimeArn);
  }

  private Optional<AgentRuntime> runtime() {
    return world.runtimes.listAgentRuntimesPaginator(request -> request.maxResults(100)).stream()
        .flatMap(page -> page.agentRuntimes().stream())
        .filter(runtime -> runtime.agentRuntimeName().equals(name))
        .findFirst();
  }

  /** The numbers of its versions, oldest first. */
  public List<String> versions() {
    return id().stream()
        .flatMap(
            id ->
                world
                    .runtimes
                    .listAgentRuntimeVersionsPaginator(
                        request -> request.agentRuntimeId(id).maxResults(100))
                    .stream())
        .flatMap(page -> page.agentRuntimes().stream())
        .map(AgentRuntime::agentRuntimeVersion)
        .sorted(Comparator.comparingInt(Integer::parseInt))
        .toList();
  }

  public Map<String, String> tags() {
    return arn()
        .map(arn -> world.runtimes.listTagsForResource(r -> r.resourceArn(arn)).tags())
        .orElseThrow();
  }

  /** The version behind each of its endpoints. */
  public Map<String, String> endpoints() {
    var served = new TreeMap<String, String>();
    id().stream()
        .flatMap(
            id ->
                world
                    .runtimes
                    .listAgentRuntimeEndpointsPaginator(request -> request.agentRuntimeId(id))
                    .stream())
        .flatMap(page -> page.runtimeEndpoints().stream())
        .forEach(endpoint -> served.put(endpoint.name(), endpoint.liveVersion()));
    return served;
  }
}
