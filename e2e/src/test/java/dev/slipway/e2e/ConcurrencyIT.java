package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.SharedStack;
import dev.slipway.e2e.harness.TemporalHistory;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One agent's deployments take turns, as requested; two agents don't wait for each other. */
class ConcurrencyIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  /** Holds a deployment until someone approves it. */
  private static final Map<String, String> HELD = Map.of("approval", "required");

  @Test
  void oneAgentTakesTurns_twoAgentsRunSideBySide() {
    String first = SHARED.api().deploy("turns", Agents.saying("one"), HELD);
    String other = SHARED.api().deploy("aside", Agents.saying("aside"), HELD);
    awaitApproval(first);
    String second = SHARED.api().deploy("turns", Agents.saying("two"), Map.of());

    // Both hold their turn at the same time; the third waits for the first of them.
    awaitApproval(other);
    assertThat(status(first)).isEqualTo("awaiting_approval");
    assertThat(status(second)).isEqualTo("queued");
    JsonNode agent = SHARED.api().get("/agents/us-east-1/strands-agent-turns").body();
    assertThat(agent.path("queue").path("running").asText()).isEqualTo(first);
    assertThat(agent.path("queue").path("waiting").path(0).asText()).isEqualTo(second);
    String latest = takeThePlaceOf(second);

    approve(first);
    approve(other);
    assertThat(revisionOf(first)).isEqualTo(1);
    assertThat(revisionOf(latest)).isEqualTo(2);
    assertThat(revisionOf(other)).isEqualTo(1);
    assertThat(firstStepOf(latest)).isAfterOrEqualTo(at(first, "completed_at"));
    assertThat(Agents.ask(SHARED.api(), "turns")).isEqualTo("three");
    assertThat(Agents.ask(SHARED.api(), "aside")).isEqualTo("aside");
  }

  /** With one running and one waiting, requests other queue policies; returns who waits then. */
  private static String takeThePlaceOf(String waiting) {
    Answer rejected =
        SHARED
            .api()
            .post(
                "/deployments",
                Map.of(
                    "function_name",
                    "turns",
                    "code",
                    Agents.saying("at once or never"),
                    "runtime",
                    Emulated.RUNTIME,
                    "queue_policy",
                    "reject"));
    assertThat(rejected.status()).as("%s", rejected).isEqualTo(409);
    assertThat(rejected.body().path("detail").asText()).contains("is running");

    Instant closes = Instant.now().plusSeconds(3);
    String late =
        SHARED.api().deploy("turns", Agents.saying("late"), Map.of("not_after", closes.toString()));
    assertCanceled(late, "WindowMissed");
    assertThat(at(late, "completed_at")).isAfterOrEqualTo(closes);

    String latest =
        SHARED.api().deploy("turns", Agents.saying("three"), Map.of("queue_policy", "latest_wins"));
    assertCanceled(waiting, "Superseded");
    assertThat(status(latest)).isEqualTo("queued");
    return latest;
  }

  @Test
  void terminatedDeployment_doesNotHoldTheLock_butTheNextOneWaitsForItsWindow() {
    String lost = SHARED.api().deploy("ended", Agents.saying("lost"), HELD);
    awaitApproval(lost);
    Instant opens = Instant.now().plusSeconds(6);
    String next =
        SHARED.api().deploy("ended", Agents.saying("next"), Map.of("not_before", opens.toString()));
    assertThat(status(next)).isEqualTo("queued");

    try (var temporal = TemporalHistory.at(SHARED.stack().temporalTarget())) {
      temporal.terminate(lost);
    }

    assertThat(revisionOf(next)).isEqualTo(1);
    assertThat(Agents.ask(SHARED.api(), "ended")).isEqualTo("next");
    assertThat(firstStepOf(next)).isAfterOrEqualTo(opens);
    assertCanceled(lost, "Terminated");
  }

  private static void assertCanceled(String id, String why) {
    JsonNode view = SHARED.api().awaitEnd(id);
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("canceled");
    assertThat(view.path("failure").path("type").asText()).isEqualTo(why);
  }

  private static void awaitApproval(String id) {
    JsonNode view =
        SHARED.api().awaitStatus(id, Set.of("awaiting_approval", "succeeded", "failed"));
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("awaiting_approval");
  }

  private static void approve(String id) {
    assertThat(SHARED.api().post("/deployments/" + id + "/approve", Map.of("reason", "ok")))
        .matches(answer -> answer.status() == 202);
  }

  private static String status(String id) {
    return SHARED.api().view(id).path("status").asText();
  }

  private static int revisionOf(String id) {
    JsonNode view = SHARED.api().awaitEnd(id);
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
    return view.path("revision").asInt();
  }

  private static Instant firstStepOf(String id) {
    return Instant.parse(SHARED.api().view(id).path("steps").path(0).path("started_at").asText());
  }

  private static Instant at(String id, String field) {
    return Instant.parse(SHARED.api().view(id).path(field).asText());
  }
}
