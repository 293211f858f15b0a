package dev.slipway.e2e.production;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The upgrade and the rollback of the operating guide, with a worker process of each build. Both
 * run the same jar: what differs between builds is WorkerBuildsTest's.
 */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_TEST_TEMPORAL_SERVER", matches = ".+")
class UpgradeIT {
  private static final String NAME = "pilot";
  private static final String AGENT = "agent/000000000000/us-east-1/strands-agent-" + NAME;
  private static final Duration LONG = Duration.ofMinutes(4);

  private static Production production;
  private static Api api;

  @BeforeAll
  static void start() {
    production = new Production(UpgradeIT.class);
    api = production.api(1);
  }

  @AfterAll
  static void stop() {
    if (production != null) {
      production.close();
    }
  }

  @Test
  void upgradeAndRollback_whileADeploymentIsParked() {
    Part first = production.startWorker(1, "1");
    Waiting.until(
        "health to say that no build is given work",
        LONG,
        () -> workersHealth().contains("build 1 polls too, but is not promoted"));
    promote("1");
    String parked = park();

    production.startWorker(2, "2");
    promote("2");
    String next = api.deploy(NAME, Agents.saying("second"), Map.of());
    JsonNode draining = build("1");
    assertThat(draining.path("status").asText()).isEqualTo("draining");
    assertThat(draining.path("deployments")).extracting(JsonNode::asText).containsExactly(parked);

    accepted(
        api.post(
            "/deployments/%s/retry".formatted(parked),
            Map.of("patch", Map.of("code", Agents.saying("first")))));
    assertSucceeded(parked);
    assertSucceeded(next);
    WorkedOn onFirst = production.workedOn(parked);
    WorkedOn onSecond = production.workedOn(next);
    assertThat(onFirst.builds()).containsExactly("1");
    assertThat(onSecond.builds()).containsExactly("2");
    // Its activities too.
    assertThat(onFirst.workers()).hasSize(1).doesNotContainAnyElementsOf(onSecond.workers());
    assertThat(onSecond.workers()).hasSize(1);
    assertThat(production.workedOn(AGENT).builds()).containsExactly("1", "2");
    assertThat(Agents.ask(api, NAME)).isEqualTo("second");
    // Temporal looks every few minutes whether a build is drained.
    Waiting.until(
        "build 1 to be drained",
        Duration.ofMinutes(10),
        () -> build("1").path("status").asText().equals("drained"));
    assertThat(build("1").path("unfinished").asInt()).isZero();

    promote("1");
    String back = api.deploy(NAME, Agents.saying("third"), Map.of());
    assertSucceeded(back);
    assertThat(production.workedOn(back).builds()).containsExactly("1");
    assertThat(Agents.ask(api, NAME)).isEqualTo("third");
    assertThat(first.family().allMatch(ProcessHandle::isAlive)).isTrue();
  }

  /** Its code answers no question, so that the smoke test fails. */
  private static String park() {
    String id =
        api.deploy(NAME, Agents.running("raise ValueError('fog')"), Map.of("on_failure", "park"));
    JsonNode view = api.awaitStatus(id, Set.of("parked", "failed", "succeeded", "canceled"));
    assertThat(view.path("status").asText()).as(view.toPrettyString()).isEqualTo("parked");
    return id;
  }

  private static String workersHealth() {
    return api.get("/health").body().path("workers").path("detail").asText();
  }

  /** Given again until its workers have asked for work, as the guide says. */
  private static void promote(String build) {
    Waiting.until(
        "build " + build + " to be promoted",
        LONG,
        () -> api.post("/workers/%s/promote".formatted(build), Map.of()).status() == 200);
    assertThat(build(build).path("status").asText()).isEqualTo("current");
  }

  /** What the server says of a build. */
  private static JsonNode build(String name) {
    List<JsonNode> found = new ArrayList<>();
    Waiting.until(
        "the server to know build " + name,
        LONG,
        () -> {
          api.get("/workers")
              .body()
              .path("builds")
              .valueStream()
              .filter(build -> build.path("build").asText().equals(name))
              .forEach(found::add);
          return !found.isEmpty();
        });
    return found.getFirst();
  }

  private static void assertSucceeded(String id) {
    JsonNode view = api.awaitEnd(id);
    assertThat(view.path("status").asText()).as(view.toPrettyString()).isEqualTo("succeeded");
  }

  private static void accepted(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(202);
  }
}
