package dev.slipway.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Emulated;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Many deployments of fewer agents, and what is known about each. */
final class Fleet {
  private static final Set<String> TERMINAL = Set.of("succeeded", "failed", "canceled");

  /** So that each disruption comes at least twice, and hits deployments in every step. */
  private static final Duration BETWEEN = Duration.ofSeconds(4);

  private final Api api;
  private final List<Ship> ships;
  private final Map<String, JsonNode> views = new ConcurrentHashMap<>();

  /** One deployment: the agent is chaos-NN, and its answer names the live deployment. */
  record Ship(String agent, String id) {
    String stack() {
      return "strands-agent-" + agent;
    }
  }

  Fleet(Api api, int agents, int deployments) {
    this.api = api;
    this.ships =
        IntStream.range(0, deployments)
            .mapToObj(
                number -> {
                  String agent = "chaos-%02d".formatted(number % agents);
                  return new Ship(agent, "%s-%d".formatted(agent, 1 + number / agents));
                })
            .toList();
  }

  List<Ship> ships() {
    return ships;
  }

  /** Requests all of them, each as often as needed to be admitted; returns at the deadline. */
  void launch(Instant deadline) throws InterruptedException {
    for (int number = 0; number < ships.size(); number++) {
      while (Instant.now().isBefore(deadline) && !launched(ships.get(number), number)) {
        Thread.sleep(BETWEEN);
      }
      Thread.sleep(BETWEEN);
    }
  }

  private boolean launched(Ship ship, int number) {
    var wanted = new HashMap<String, Object>();
    wanted.put("function_name", ship.agent());
    wanted.put("code", Agents.saying(ship.id()));
    wanted.put("runtime", Emulated.RUNTIME);
    wanted.put("deployment_id", ship.id());
    wanted.put("reason", "chaos");
    if (number % 4 != 0) {
      wanted.put("smoke_test", "off");
    }
    if (number % 3 == 0) {
      wanted.put("api_keys", Map.of("A_KEY", "a value that must not stay"));
    }
    try {
      return api.post("/deployments", wanted).status() == 202;
    } catch (UncheckedIOException serverIsAway) {
      return false;
    }
  }

  /** Polls those that have not ended; true when all have. */
  boolean ended() {
    for (Ship ship : ships) {
      if (view(ship).filter(Fleet::terminal).isEmpty()) {
        try {
          var answer = api.get("/deployments/" + ship.id());
          if (answer.status() == 200) {
            views.put(ship.id(), answer.body());
          }
        } catch (UncheckedIOException serverIsAway) {
          return false;
        }
      }
    }
    return ships.stream().allMatch(ship -> view(ship).filter(Fleet::terminal).isPresent());
  }

  Optional<JsonNode> view(Ship ship) {
    return Optional.ofNullable(views.get(ship.id()));
  }

  String status(Ship ship) {
    return view(ship).map(view -> view.path("status").asText()).orElse("unknown");
  }

  boolean succeeded(Ship ship) {
    return status(ship).equals("succeeded");
  }

  /** The one that should be live: the last of the agent's that succeeded. */
  Optional<Ship> live(String agent) {
    return ships.stream()
        .filter(ship -> ship.agent().equals(agent) && succeeded(ship))
        .reduce((earlier, later) -> completed(later).isAfter(completed(earlier)) ? later : earlier);
  }

  Set<String> agents() {
    var names = new java.util.TreeSet<String>();
    ships.forEach(ship -> names.add(ship.agent()));
    return names;
  }

  Instant completed(Ship ship) {
    return view(ship)
        .map(view -> view.path("completed_at").asText(""))
        .filter(text -> !text.isEmpty())
        .map(Instant::parse)
        .orElse(Instant.MAX);
  }

  static boolean terminal(JsonNode view) {
    return TERMINAL.contains(view.path("status").asText());
  }
}
