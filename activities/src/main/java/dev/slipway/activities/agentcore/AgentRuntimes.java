package dev.slipway.activities.agentcore;

import dev.slipway.activities.stack.CloudClients;
import dev.slipway.api.DeploymentId;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.RuntimeOutputs;
import dev.slipway.workflows.steps.FetchOutputs;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntime;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ConflictException;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.GetAgentRuntimeResponse;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ResourceNotFoundException;

/** AgentCore's runtimes and their versions. Each method looks first and waits for its end. */
final class AgentRuntimes {
  private static final String READY = "READY";

  private final CloudClients clients;
  private final RuntimeWaits waits;
  private final RuntimeEndpoints endpoints;
  private final RuntimeTags tags;

  AgentRuntimes(CloudClients clients, RuntimeWaits waits) {
    this.clients = clients;
    this.waits = waits;
    this.endpoints = new RuntimeEndpoints(clients, waits);
    this.tags = new RuntimeTags(clients::agentCore);
  }

  /** As a deployment's step needs them. */
  static AgentRuntimes ofDeployment(CloudClients clients) {
    return new AgentRuntimes(clients, RuntimeWaits.ofDeployment(clients));
  }

  /** As an undo or a removal needs them. */
  static AgentRuntimes ofRemoval(CloudClients clients) {
    return new AgentRuntimes(clients, RuntimeWaits.ofRemoval(clients));
  }

  RuntimeEndpoints endpoints() {
    return endpoints;
  }

  RuntimeTags tags() {
    return tags;
  }

  private BedrockAgentCoreControlClient client(String region) {
    return clients.agentCore(region);
  }

  /** The runtime of that name, whoever made it. */
  Optional<AgentRuntime> find(String region, String name) {
    return client(region).listAgentRuntimesPaginator(request -> request.maxResults(100)).stream()
        .flatMap(page -> page.agentRuntimes().stream())
        .filter(runtime -> runtime.agentRuntimeName().equals(name))
        .findFirst();
  }

  /** Whether it was made for that agent. */
  static boolean isOf(AgentKey agent, AgentRuntime runtime) {
    return runtime.description() != null
        && runtime.description().startsWith(WantedRuntime.signature(agent) + " ");
  }

  /** Fails with NameTaken unless it was made for that agent. */
  static void requireOwn(AgentKey agent, AgentRuntime runtime) {
    if (!isOf(agent, runtime)) {
      throw Failure.of(
              FailureType.NAME_TAKEN,
              "There is already a runtime '%s'.".formatted(runtime.agentRuntimeName()),
              "description: '%s' (expected: '%s', or no runtime)"
                  .formatted(runtime.description(), WantedRuntime.signature(agent)))
          .withNextAction(
              "Remove the runtime that has this name, then retry; or deploy under another function_name.")
          .toException();
    }
  }

  /** The version that is as wanted; found, or made of the code. */
  FetchOutputs.Released provide(WantedRuntime wanted, DeploymentId deployment) {
    String region = wanted.agent().region();
    var found = find(region, wanted.name());
    if (found.isEmpty()) {
      return ready(region, create(wanted, deployment));
    }
    requireOwn(wanted.agent(), found.get());
    String id = found.get().agentRuntimeId();
    String latest = settled(region, id, null).agentRuntimeVersion();
    var version =
        ready(
            region,
            version(region, id, wanted).orElseGet(() -> update(wanted, id, latest, deployment)));
    tags.set(region, found.get().agentRuntimeArn(), wanted.spec().tags());
    return version;
  }

  private Optional<FetchOutputs.Released> version(String region, String id, WantedRuntime wanted) {
    return client(region)
        .listAgentRuntimeVersionsPaginator(request -> request.agentRuntimeId(id).maxResults(100))
        .stream()
        .flatMap(page -> page.agentRuntimes().stream())
        .filter(version -> wanted.description().equals(version.description()))
        .filter(version -> !version.statusAsString().endsWith("FAILED"))
        .max(Comparator.comparingInt(version -> Integer.parseInt(version.agentRuntimeVersion())))
        .map(version -> candidate(id, version.agentRuntimeVersion()));
  }

  private static FetchOutputs.Released candidate(String id, String version) {
    return new FetchOutputs.Released(id, version, RuntimeOutputs.CANDIDATE);
  }

  private FetchOutputs.Released create(WantedRuntime wanted, DeploymentId deployment) {
    var made =
        Refusals.explained(
            () ->
                client(wanted.agent().region())
                    .createAgentRuntime(
                        request ->
                            request
                                .agentRuntimeName(wanted.name())
                                .description(wanted.description())
                                .agentRuntimeArtifact(wanted.artifact())
                                .roleArn(wanted.roleArn())
                                .networkConfiguration(wanted.network())
                                .protocolConfiguration(protocol -> protocol.serverProtocol("HTTP"))
                                .lifecycleConfiguration(wanted.lifecycle())
                                .environmentVariables(wanted.environment())
                                .tags(wanted.spec().tags())
                                .clientToken(token(deployment, wanted, "none"))));
    return candidate(made.agentRuntimeId(), made.agentRuntimeVersion());
  }

  private FetchOutputs.Released update(
      WantedRuntime wanted, String id, String latest, DeploymentId deployment) {
    var made =
        Refusals.explained(
            () ->
                client(wanted.agent().region())
                    .updateAgentRuntime(
                        request ->
                            request
                                .agentRuntimeId(id)
                                .description(wanted.description())
                                .agentRuntimeArtifact(wanted.artifact())
                                .roleArn(wanted.roleArn())
                                .networkConfiguration(wanted.network())
                                .protocolConfiguration(protocol -> protocol.serverProtocol("HTTP"))
                                .lifecycleConfiguration(wanted.lifecycle())
                                .environmentVariables(wanted.environment())
                                .clientToken(token(deployment, wanted, latest))));
    return candidate(id, made.agentRuntimeVersion());
  }

  /**
   * The same call again is the same runtime and the same version; one after a version that failed
   * is another.
   */
  private static String token(DeploymentId deployment, WantedRuntime wanted, String latest) {
    var what = deployment + " " + wanted.description() + " after " + latest;
    return Sha256.of(what.getBytes(StandardCharsets.UTF_8));
  }

  private FetchOutputs.Released ready(String region, FetchOutputs.Released version) {
    var state = settled(region, version.runtimeId(), version.version());
    if (!READY.equals(state.statusAsString())) {
      throw Failure.of(
              FailureType.RUNTIME_FAILED,
              "AgentCore could not make version %s of the runtime.".formatted(version.version()),
              "%s: %s".formatted(state.statusAsString(), state.failureReason()))
          .toException();
    }
    return version;
  }

  private GetAgentRuntimeResponse settled(String region, String id, @Nullable String version) {
    return waits.until(
        () ->
            client(region).getAgentRuntime(r -> r.agentRuntimeId(id).agentRuntimeVersion(version)),
        state -> !state.statusAsString().endsWith("ING"),
        "runtime " + id,
        GetAgentRuntimeResponse::statusAsString);
  }

  /** Deletes a runtime with its endpoints; returns the names of those. */
  List<String> delete(String region, AgentRuntime runtime) {
    String id = runtime.agentRuntimeId();
    List<String> deleted = endpoints.names(region, id);
    deleted.forEach(name -> endpoints.delete(region, id, name));
    waits.until(
        () -> {
          var present = status(region, id);
          present.filter(status -> !status.equals("DELETING")).ifPresent(s -> remove(region, id));
          return present;
        },
        Optional::isEmpty,
        "runtime " + id,
        status -> status.orElse("missing"));
    return deleted;
  }

  private Optional<String> status(String region, String id) {
    try {
      return Optional.of(
          client(region).getAgentRuntime(request -> request.agentRuntimeId(id)).statusAsString());
    } catch (ResourceNotFoundException gone) {
      return Optional.empty();
    }
  }

  private void remove(String region, String id) {
    try {
      client(region).deleteAgentRuntime(request -> request.agentRuntimeId(id));
    } catch (ResourceNotFoundException | ConflictException underway) {
      // It is gone, or the next look finds it ready for another try.
    }
  }
}
