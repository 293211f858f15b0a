package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.http.Api;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An agent by its region and stack, which together are unique. */
public record AgentAddress(String name, String region, String stackName) {
  /** The path of the agent, or of something below it. */
  public Path path(String... below) {
    return Path.of(
        Stream.concat(Stream.of("agents", region, stackName), Stream.of(below))
            .toArray(String[]::new));
  }

  /** Finds the agent by REGION/STACK, function name or stack name. */
  public static AgentAddress find(Api api, String given) {
    String[] parts = given.split("/", -1);
    if (parts.length == 2 && !parts[0].isBlank() && !parts[1].isBlank()) {
      return new AgentAddress(parts[1], parts[0], parts[1]);
    }
    List<AgentAddress> all = all(api);
    List<AgentAddress> matches = all.stream().filter(agent -> agent.isCalled(given)).toList();
    if (matches.size() == 1) {
      return matches.getFirst();
    }
    throw matches.isEmpty()
        ? NoSuchAgent.unknown(given, all)
        : NoSuchAgent.ambiguous(given, matches);
  }

  private static List<AgentAddress> all(Api api) {
    List<AgentAddress> agents = new ArrayList<>();
    JsonNode answer = api.get(Path.of("agents"));
    answer.path("agents").forEach(entry -> agents.add(of(entry)));
    return agents;
  }

  /** The address in an entry of the list of agents. */
  public static AgentAddress of(JsonNode entry) {
    JsonNode agent = entry.path("agent").isObject() ? entry.path("agent") : entry;
    String stack = Json.text(agent, "stack_name").orElse("?");
    return new AgentAddress(
        Json.text(agent, "name").or(() -> Json.text(agent, "function_name")).orElse(stack),
        Json.text(agent, "region").orElse("?"),
        stack);
  }

  private boolean isCalled(String given) {
    return name.equals(given) || stackName.equals(given);
  }

  @Override
  public String toString() {
    return region + "/" + stackName;
  }
}
