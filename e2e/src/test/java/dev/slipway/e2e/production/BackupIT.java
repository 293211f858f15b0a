package dev.slipway.e2e.production;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The procedure of docs/guides/operating.md: both databases are dumped while everything runs,
 * dropped, and restored, so that Temporal is older than AWS.
 */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_TEST_TEMPORAL_SERVER", matches = ".+")
class BackupIT {
  private static final String LIVE = "anchor";
  private static final String WAITING = "buoy";
  private static final Duration MAX_WAIT = Duration.ofMinutes(3);

  @Test
  void restoredTemporal_knowsItsAgents_andFinishesWhatWasParked(@TempDir Path backup)
      throws IOException {
    try (var production = new Production(BackupIT.class)) {
      production.startWorkers();
      Api api = production.api(1);
      String first = succeeded(api, api.deploy(LIVE, Agents.saying("first"), Map.of()));
      String parked =
          api.deploy(
              WAITING,
              Agents.running("raise RuntimeError('not yet')"),
              Map.of("on_failure", "park"));
      api.awaitStatus(parked, Set.of("parked"));
      awaitBundles(api, 1);

      production.database().dump(backup);
      String lost = succeeded(api, api.deploy(LIVE, Agents.saying("second"), Map.of()));
      awaitBundles(api, 2);
      production.restore(backup);

      Api other = production.api(2);
      JsonNode agent = other.get(agent(LIVE)).body();
      assertThat(agent.at("/live/number").asInt()).as("%s", agent).isEqualTo(1);
      assertThat(other.view(first).path("status").asText()).isEqualTo("succeeded");
      // From its audit bundle, since Temporal has forgotten it.
      assertThat(other.view(lost).path("status").asText()).isEqualTo("succeeded");
      // AWS is newer than Temporal, and Temporal's drift check says so.
      assertThat(Agents.ask(other, LIVE)).isEqualTo("second");
      assertThat(other.post(agent(LIVE) + "/drift", Map.of()).body().path("status").asText())
          .isEqualTo("drifted");

      other.post(
          "/deployments/" + parked + "/retry",
          Map.of("patch", Map.of("code", Agents.saying("now")), "reason", "corrected"));
      succeeded(other, parked);
      assertThat(Agents.ask(other, WAITING)).isEqualTo("now");

      succeeded(other, other.deploy(LIVE, Agents.saying("third"), Map.of()));
      assertThat(Agents.ask(other, LIVE)).isEqualTo("third");
      // The chain in the bucket goes on behind the deployment that Temporal no longer knows.
      awaitBundles(other, 3);
    }
  }

  private static void awaitBundles(Api api, int wanted) {
    Waiting.until(
        wanted + " audit bundles",
        MAX_WAIT,
        () -> api.get(agent(LIVE) + "/audit").body().at("/head/sequence").asInt() == wanted);
  }

  private static String succeeded(Api api, String id) {
    JsonNode view = api.awaitEnd(id);
    assertThat(view.path("status").asText()).as(view.toPrettyString()).isEqualTo("succeeded");
    return id;
  }

  private static String agent(String name) {
    return "/agents/us-east-1/strands-agent-" + name;
  }
}
