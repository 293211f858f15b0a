package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.SharedStack;
import dev.slipway.e2e.harness.TemporalHistory;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One agent deploys once at a time; two agents don't wait for each other. */
class ConcurrencyIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  /** Holds a deployment where it is until somebody approves it. */
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

    approve(first);
    approve(other);
    assertThat(revisionOf(first)).isEqualTo(1);
    assertThat(revisionOf(second)).isEqualTo(2);
    assertThat(revisionOf(other)).isEqualTo(1);
    assertThat(firstStepOf(second))
        .isGreaterThanOrEqualTo(SHARED.api().view(first).path("completed_at").asText());
    assertThat(Agents.ask(SHARED.api(), "turns")).isEqualTo("two");
    assertThat(Agents.ask(SHARED.api(), "aside")).isEqualTo("aside");
  }

  @Test
  void terminatedDeployment_doesNotHoldTheLock() {
    String lost = SHARED.api().deploy("ended", Agents.saying("lost"), HELD);
    awaitApproval(lost);
    String next = SHARED.api().deploy("ended", Agents.saying("next"), Map.of());
    assertThat(status(next)).isEqualTo("queued");

    try (var temporal = TemporalHistory.at(SHARED.stack().temporalTarget())) {
      temporal.terminate(lost);
    }

    assertThat(revisionOf(next)).isEqualTo(1);
    assertThat(Agents.ask(SHARED.api(), "ended")).isEqualTo("next");
    JsonNode view = SHARED.api().view(lost);
    assertThat(view.path("status").asText()).isEqualTo("canceled");
    assertThat(view.path("failure").path("type").asText()).isEqualTo("Terminated");
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

  private static String firstStepOf(String id) {
    return SHARED.api().view(id).path("steps").path(0).path("started_at").asText();
  }
}
