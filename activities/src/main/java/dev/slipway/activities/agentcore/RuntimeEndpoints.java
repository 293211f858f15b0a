package dev.slipway.activities.agentcore;

import dev.slipway.activities.stack.CloudClients;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ConflictException;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.GetAgentRuntimeEndpointResponse;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ResourceNotFoundException;

/** The endpoints of runtimes. Each method looks first and waits for its end. */
final class RuntimeEndpoints {
  private static final String READY = "READY";

  private final CloudClients clients;
  private final RuntimeWaits waits;

  RuntimeEndpoints(CloudClients clients, RuntimeWaits waits) {
    this.clients = clients;
    this.waits = waits;
  }

  private BedrockAgentCoreControlClient client(String region) {
    return clients.agentCore(region);
  }

  /** All but AgentCore's own, which lives as long as its runtime; none of one that is gone. */
  List<String> names(String region, String id) {
    try {
      return client(region)
          .listAgentRuntimeEndpointsPaginator(request -> request.agentRuntimeId(id))
          .stream()
          .flatMap(page -> page.runtimeEndpoints().stream())
          .map(endpoint -> endpoint.name())
          .filter(name -> !name.equals("DEFAULT"))
          .toList();
    } catch (ResourceNotFoundException gone) {
      return List.of();
    }
  }

  /** The endpoint of that name; empty when there is none. */
  Optional<GetAgentRuntimeEndpointResponse> find(String region, String id, String name) {
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
    var present = settled(region, id, name);
    if (present.map(found -> found.statusAsString()).filter("CREATE_FAILED"::equals).isPresent()) {
      delete(region, id, name);
      present = Optional.empty();
    }
    if (present.isEmpty()) {
      Refusals.explained(
          () ->
              client(region)
                  .createAgentRuntimeEndpoint(
                      request ->
                          request.agentRuntimeId(id).name(name).agentRuntimeVersion(version)));
    } else if (!serves(present.get(), version)) {
      Refusals.explained(
          () ->
              client(region)
                  .updateAgentRuntimeEndpoint(
                      request ->
                          request
                              .agentRuntimeId(id)
                              .endpointName(name)
                              .agentRuntimeVersion(version)));
    }
    requireServing(name, version, settled(region, id, name));
  }

  /** The endpoint of that name once no change of it is in flight; empty when there is none. */
  Optional<GetAgentRuntimeEndpointResponse> settled(String region, String id, String name) {
    return waits.until(
        () -> find(region, id, name),
        found -> found.isEmpty() || !found.get().statusAsString().endsWith("ING"),
        "endpoint " + name,
        RuntimeEndpoints::status);
  }

  private static String status(Optional<GetAgentRuntimeEndpointResponse> endpoint) {
    return endpoint.map(found -> found.statusAsString()).orElse("missing");
  }

  private static boolean serves(GetAgentRuntimeEndpointResponse endpoint, String version) {
    return READY.equals(endpoint.statusAsString()) && version.equals(endpoint.liveVersion());
  }

  /** Fails with LiveMismatch unless the endpoint serves that version. */
  static void requireServing(
      String name, String version, Optional<GetAgentRuntimeEndpointResponse> endpoint) {
    if (endpoint.filter(found -> serves(found, version)).isPresent()) {
      return;
    }
    String actual =
        endpoint
            .map(
                found ->
                    READY.equals(found.statusAsString())
                        ? "version " + found.liveVersion()
                        : "%s: %s".formatted(found.statusAsString(), found.failureReason()))
            .orElse("missing");
    throw Failure.of(
            FailureType.LIVE_MISMATCH,
            "The endpoint %s does not serve version %s.".formatted(name, version),
            "endpoint %s: %s (expected: version %s)".formatted(name, actual, version))
        .toException();
  }

  /** Deletes an endpoint; returns whether there was one. */
  boolean delete(String region, String id, String name) {
    if (find(region, id, name).isEmpty()) {
      return false;
    }
    waits.until(
        () -> {
          var present = find(region, id, name);
          present
              .filter(found -> !found.statusAsString().equals("DELETING"))
              .ifPresent(found -> remove(region, id, name));
          return present;
        },
        Optional::isEmpty,
        "endpoint " + name,
        RuntimeEndpoints::status);
    return true;
  }

  private void remove(String region, String id, String name) {
    try {
      client(region)
          .deleteAgentRuntimeEndpoint(request -> request.agentRuntimeId(id).endpointName(name));
    } catch (ResourceNotFoundException | ConflictException underway) {
      // It is gone, or the next look finds it ready for another try.
    }
  }
}
