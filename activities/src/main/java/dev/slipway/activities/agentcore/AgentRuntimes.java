package dev.slipway.activities.agentcore;

import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.Deadline;
import dev.slipway.activities.stack.Pace;
import dev.slipway.api.DeploymentId;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.RuntimeOutputs;
import dev.slipway.workflows.steps.FetchOutputs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntime;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ConflictException;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.GetAgentRuntimeEndpointResponse;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.GetAgentRuntimeResponse;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ResourceNotFoundException;

/**
 * AgentCore's runtimes, their versions and endpoints. Each method looks first and waits for its
 * end.
 */
final class AgentRuntimes {
  /** AWS takes a minute for a version; what takes longer is tried again. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final String READY = "READY";

  private final CloudClients clients;

  AgentRuntimes(CloudClients clients) {
    this.clients = clients;
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
    settled(region, id, null);
    return ready(
        region, version(region, id, wanted).orElseGet(() -> update(wanted, id, deployment)));
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
                        .clientToken(token(deployment, wanted)));
    return candidate(made.agentRuntimeId(), made.agentRuntimeVersion());
  }

  private FetchOutputs.Released update(WantedRuntime wanted, String id, DeploymentId deployment) {
    var made =
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
                        .clientToken(token(deployment, wanted)));
    return candidate(id, made.agentRuntimeVersion());
  }

  /** The same call again is the same runtime and the same version. */
  private static String token(DeploymentId deployment, WantedRuntime wanted) {
    var what = deployment + " " + wanted.description();
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
    return await(
        () ->
            client(region).getAgentRuntime(r -> r.agentRuntimeId(id).agentRuntimeVersion(version)),
        state -> !state.statusAsString().endsWith("ING"),
        "runtime " + id);
  }

  /** The endpoint of that name; empty when there is none. */
  Optional<GetAgentRuntimeEndpointResponse> endpoint(String region, String id, String name) {
    try {
      return Optional.of(
          client(region)
              .getAgentRuntimeEndpoint(request -> request.agentRuntimeId(id).endpointName(name)));
    } catch (ResourceNotFoundException absent) {
      return Optional.empty();
    }
  }

  /** Lets an endpoint serve a version, and reads back that it does; fails with LiveMismatch. */
  void point(String region, String id, String name, String version) {
    var present = endpoint(region, id, name);
    if (present.isEmpty()) {
      client(region)
          .createAgentRuntimeEndpoint(
              request -> request.agentRuntimeId(id).name(name).agentRuntimeVersion(version));
    } else if (!version.equals(present.get().targetVersion())) {
      client(region)
          .updateAgentRuntimeEndpoint(
              request ->
                  request.agentRuntimeId(id).endpointName(name).agentRuntimeVersion(version));
    }
    var state =
        await(
            () -> endpoint(region, id, name),
            found -> found.isEmpty() || !found.get().statusAsString().endsWith("ING"),
            "endpoint " + name);
    requireServing(name, version, state);
  }

  /** Fails with LiveMismatch unless the endpoint serves that version. */
  static void requireServing(
      String name, String version, Optional<GetAgentRuntimeEndpointResponse> endpoint) {
    String actual =
        endpoint
            .map(
                found ->
                    READY.equals(found.statusAsString())
                        ? "version " + found.liveVersion()
                        : "%s: %s".formatted(found.statusAsString(), found.failureReason()))
            .orElse("missing");
    if (!actual.equals("version " + version)) {
      throw Failure.of(
              FailureType.LIVE_MISMATCH,
              "The endpoint %s does not serve version %s.".formatted(name, version),
              "endpoint %s: %s (expected: version %s)".formatted(name, actual, version))
          .toException();
    }
  }

  /** Deletes an endpoint; returns whether there was one. */
  boolean deleteEndpoint(String region, String id, String name) {
    if (endpoint(region, id, name).isEmpty()) {
      return false;
    }
    try {
      client(region)
          .deleteAgentRuntimeEndpoint(request -> request.agentRuntimeId(id).endpointName(name));
    } catch (ResourceNotFoundException | ConflictException underway) {
      // It is being deleted.
    }
    await(() -> endpoint(region, id, name), Optional::isEmpty, "endpoint " + name);
    return true;
  }

  /** Deletes a runtime with its endpoints; returns the names of those. */
  List<String> delete(String region, AgentRuntime runtime) {
    String id = runtime.agentRuntimeId();
    List<String> endpoints =
        client(region)
            .listAgentRuntimeEndpointsPaginator(request -> request.agentRuntimeId(id))
            .stream()
            .flatMap(page -> page.runtimeEndpoints().stream())
            .map(endpoint -> endpoint.name())
            .filter(name -> !name.equals("DEFAULT"))
            .toList();
    endpoints.forEach(name -> deleteEndpoint(region, id, name));
    try {
      client(region).deleteAgentRuntime(request -> request.agentRuntimeId(id));
    } catch (ResourceNotFoundException | ConflictException underway) {
      // It is being deleted.
    }
    await(
        () -> find(region, runtime.agentRuntimeName()),
        found -> found.filter(same -> same.agentRuntimeId().equals(id)).isEmpty(),
        "runtime " + id);
    return endpoints;
  }

  private <T> T await(Supplier<T> look, Predicate<T> done, String what) {
    var pace = new Pace(clients.emulated());
    var deadline = Deadline.in(LONGEST);
    while (true) {
      T state = pace.look(look);
      if (done.test(state)) {
        return state;
      }
      if (deadline.passed()) {
        throw Failure.of(
                FailureType.AWS_UNAVAILABLE,
                "AgentCore has not finished with the %s within %d min."
                    .formatted(what, LONGEST.toMinutes()))
            .toException();
      }
      pace.pause();
    }
  }
}
