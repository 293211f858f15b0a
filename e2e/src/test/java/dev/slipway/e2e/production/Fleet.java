package dev.slipway.e2e.production;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Waiting;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Many deployments at once, one for each agent; each agent's answer is its own name. */
final class Fleet {
  /** Fifty take three minutes on two quiet cores. */
  private static final Duration MAX_ROUND = Duration.ofMinutes(20);

  private static final Set<String> ENDED = Set.of("succeeded", "failed", "canceled");

  private final List<Api> apis;
  private final List<String> names;

  Fleet(List<Api> apis, int size) {
    this.apis = apis;
    this.names = IntStream.range(0, size).mapToObj("fleet-%02d"::formatted).toList();
  }

  /** Also the ids of their deployments. */
  List<String> names() {
    return names;
  }

  void launch() {
    for (int number = 0; number < names.size(); number++) {
      String name = names.get(number);
      var more = new HashMap<String, Object>(Map.of("deployment_id", name));
      if (number % 5 != 0) {
        more.put("smoke_test", "off"); // Each asked function keeps 70 MB.
      }
      apis.get(number % apis.size()).deploy(name, Agents.saying(name), more);
    }
  }

  /** Waits until at least so many have ended, however, and returns how many have. */
  int awaitEnded(int wanted) {
    int[] ended = {0};
    Waiting.until(
        wanted + " deployments to end",
        MAX_ROUND,
        () -> {
          ended[0] = ended();
          return ended[0] >= wanted;
        });
    return ended[0];
  }

  /** As the first starter that answers has it. */
  private int ended() {
    return apis.stream()
        .map(Fleet::list)
        .flatMap(Optional::stream)
        .mapToInt(this::endedIn)
        .findFirst()
        .orElse(0);
  }

  private static Optional<JsonNode> list(Api api) {
    try {
      var answer = api.get("/deployments?page_size=100");
      return answer.status() == 200 ? Optional.of(answer.body()) : Optional.empty();
    } catch (UncheckedIOException itIsAway) {
      return Optional.empty();
    }
  }

  private int endedIn(JsonNode page) {
    return (int)
        page.path("deployments")
            .valueStream()
            .filter(each -> names.contains(each.path("deployment_id").asText()))
            .filter(each -> ENDED.contains(each.path("status").asText()))
            .count();
  }

  JsonNode view(String name) {
    return apis.getFirst().view(name);
  }
}
