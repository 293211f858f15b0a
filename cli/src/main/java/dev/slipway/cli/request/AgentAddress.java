package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.http.Api;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    List<AgentAddress> all = new ArrayList<>();
    list(api).path("agents").forEach(entry -> all.add(of(entry)));
    List<AgentAddress> matches = all.stream().filter(agent -> agent.isCalled(given)).toList();
    if (matches.size() == 1) {
      return matches.getFirst();
    }
    throw matches.isEmpty()
        ? NoSuchAgent.unknown(given, all)
        : NoSuchAgent.ambiguous(given, matches);
  }

  /** The list of agents, with all pages merged into one. */
  public static JsonNode list(Api api) {
    ObjectNode whole = Json.object();
    ArrayNode agents = whole.putArray("agents");
    Optional<String> token = Optional.empty();
    do {
      JsonNode page = api.get(Path.of("agents").withAny("page_token", token.orElse(null)));
      page.path("agents").forEach(agents::add);
      token = Json.text(page, "next_page_token");
    } while (token.isPresent());
    return whole.putNull("next_page_token");
  }

  /** The address in an entry of the agent list. */
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
