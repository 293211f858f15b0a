package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.UnfriendlyCloud;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What AWS does every day and the emulator never: none of it shows in an agent's life. */
@TestMethodOrder(OrderAnnotation.class)
class UnfriendlyCloudIT {
  private static final String NAME = "rough-life";
  private static final String AGENT = "/agents/us-east-1/" + TinyAgent.stack(NAME);
  private static final String UNANSWERED = "rough-silence";

  /** What answers is asked by the test itself. */
  private static final Map<String, String> UNTESTED = Map.of("smoke_test", "off");

  private static UnfriendlyCloud cloud;

  @BeforeAll
  static void start() {
    cloud = UnfriendlyCloud.start(TinyAgent.stack(UNANSWERED));
    deploy("first", UNTESTED);
    // It waits for a minute, while the other one lives.
    cloud
        .api()
        .deploy(
            UNANSWERED,
            Agents.saying("at last"),
            Map.of("deployment_id", UNANSWERED, "smoke_test", "off"));
  }

  @AfterAll
  static void stop() {
    if (cloud != null) {
      cloud.close();
    }
  }

  @Test
  @Order(1)
  void agent_isDeployedChangedRolledBackReadAndDestroyed_andNothingIsLeft() {
    assertThat(ask()).isEqualTo("first with key-of-first");
    deploy("second");
    assertThat(ask()).isEqualTo("second with key-of-second");
    succeeded(cloud.api().post(AGENT + "/rollback", Map.of("to_revision", 1, "reason", "better")));
    assertThat(ask()).isEqualTo("first with key-of-first");
    assertThat(linesOfTheLog())
        .containsSubsequence("first 1", "first 2", "first 3", "second 1", "second 2", "second 3")
        .filteredOn("second 2"::equals)
        .as("the smoke test's and ours")
        .hasSize(2);

    deploy("third", UNTESTED);
    assertThat(cloud.world().thingsNamed(NAME)).anyMatch(thing -> thing.startsWith("secret "));
    succeeded(cloud.api().delete(AGENT));

    assertThat(cloud.world().thingsNamed(NAME)).isEmpty();
    assertThat(cloud.api().get(AGENT).status()).isEqualTo(404);
  }

  @Test
  @Order(2)
  void requestThatIsNeverAnswered_costsAMinuteAndNotTheDeployment() {
    succeeded(UNANSWERED);
    assertThat(Agents.ask(cloud.api(), UNANSWERED)).isEqualTo("at last");
  }

  /** Otherwise the tests above have proved nothing. */
  @Test
  @Order(3)
  void everyHabit_hasMadeADifference() {
    assertThat(cloud.times())
        .hasSize(8)
        .allSatisfy((habit, times) -> assertThat(times).as(habit).isPositive());
  }

  /** With a smoke test, whose first call is denied. */
  private static void deploy(String word) {
    deploy(word, Map.of());
  }

  /** Says a word with its key, and logs three lines with it. */
  private static void deploy(String word, Map<String, ?> settings) {
    String code =
        Agents.running(
            "[print('%1$s', n) for n in (1, 2, 3)]; return '%1$s with ' + os.environ['A_KEY']"
                .formatted(word));
    Map<String, String> keys = Map.of("A_KEY", "key-of-" + word);
    var more = new HashMap<String, Object>(settings);
    more.put("api_keys", keys);
    succeeded(cloud.api().deploy(NAME, code, more));
  }

  private static String ask() {
    return Agents.ask(cloud.api(), NAME);
  }

  private static List<String> linesOfTheLog() {
    return cloud.api().lines(AGENT + "/logs?since=1h").stream()
        .map(line -> line.path("line").asText())
        .toList();
  }

  private static void succeeded(Answer accepted) {
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
    succeeded(accepted.body().path("deployment_id").asText());
  }

  private static void succeeded(String id) {
    JsonNode view = cloud.api().awaitEnd(id);
    assertThat(view.path("status").asText()).as(view.toPrettyString()).isEqualTo("succeeded");
  }
}
