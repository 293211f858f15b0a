package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.http.Api;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An agent by its account, region and stack, which together are unique.
 *
 * @param account the alias of its account; absent for the server's own
 */
public record AgentAddress(String name, @Nullable String account, String region, String stackName) {
  /** An agent in the server's own account. */
  public AgentAddress(String name, String region, String stackName) {
    this(name, null, region, stackName);
  }

  /** The path of the agent, or of something below it. */
  public Path path(String... below) {
    return Path.of(
            Stream.concat(Stream.of("agents", region, stackName), Stream.of(below))
                .toArray(String[]::new))
        .withAny("account", account);
  }

  /** Finds the agent by REGION/STACK, ACCOUNT/REGION/STACK, function name or stack name. */
  public static AgentAddress find(Api api, String given) {
    String[] parts = given.split("/", -1);
    boolean complete = Arrays.stream(parts).noneMatch(String::isBlank);
    if (parts.length == 2 && complete) {
      return new AgentAddress(parts[1], parts[0], parts[1]);
    }
    if (parts.length == 3 && complete) {
      return new AgentAddress(parts[2], parts[0], parts[1], parts[2]);
    }
    List<AgentAddress> all = new ArrayList<>();
    list(api, null).path("agents").forEach(entry -> all.add(of(entry)));
    List<AgentAddress> matches = all.stream().filter(agent -> agent.isCalled(given)).toList();
    if (matches.size() == 1) {
      return matches.getFirst();
    }
    throw matches.isEmpty()
        ? NoSuchAgent.unknown(given, all)
        : NoSuchAgent.ambiguous(given, matches);
  }

  /**
   * The list of agents, with all pages merged into one.
   *
   * @param account only those in the account of that alias; all when absent
   */
  public static JsonNode list(Api api, @Nullable String account) {
    ObjectNode whole = Json.object();
    ArrayNode agents = whole.putArray("agents");
    Optional<String> token = Optional.empty();
    do {
      JsonNode page =
          api.get(
              Path.of("agents")
                  .withAny("account", account)
                  .withAny("page_token", token.orElse(null)));
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
        Json.text(agent, "account_alias").orElse(null),
        Json.text(agent, "region").orElse("?"),
        stack);
  }

  private boolean isCalled(String given) {
    return name.equals(given) || stackName.equals(given);
  }

  @Override
  public String toString() {
    return (account == null ? "" : account + "/") + region + "/" + stackName;
  }
}
