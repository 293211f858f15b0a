package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.SharedStack;
import dev.slipway.e2e.harness.TemporalHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An earlier revision comes back: fast, without a build, and it answers. */
class RollbackIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  /** The smoke test waits for the same cold start either way; here it would hide the difference. */
  private static final Map<String, String> UNTESTED = Map.of("smoke_test", "off");

  /** What is promised: half of what a redeployment of changed code takes. */
  private static final double AT_MOST = 0.5;

  @Test
  void sampleAgent_isBackInHalfTheTimeOfItsRedeployment() throws IOException {
    String name = "back-sample";
    String code = Files.readString(Ground.example());
    deploy(name, code, UNTESTED);
    JsonNode redeployed = deploy(name, code + "\n# changed\n", UNTESTED);

    JsonNode back = rollback(name, 1);

    long took = back.path("duration_ms").asLong();
    long redeploy = redeployed.path("duration_ms").asLong();
    System.err.printf("rollback %d ms, redeployment %d ms%n", took, redeploy);
    assertThat((double) took).isLessThanOrEqualTo(AT_MOST * redeploy);
  }

  @Test
  void oldRevision_answersAgain_andNothingWasBuilt() {
    String name = "back-words";
    deploy(name, Agents.saying("first"), Map.of());
    deploy(name, Agents.saying("second"), Map.of());
    assertThat(Agents.ask(SHARED.api(), name)).isEqualTo("second");

    JsonNode back = rollback(name, 1);

    assertThat(Agents.ask(SHARED.api(), name)).isEqualTo("first");
    assertThat(back.path("revision").asInt()).isEqualTo(3);
    assertThat(back.path("rollback_of").asInt()).isEqualTo(1);
    for (JsonNode step : back.path("steps")) {
      boolean builds = step.path("name").asText().matches("inject|samBuild");
      assertThat(step.path("status").asText())
          .as("%s", step)
          .isEqualTo(builds ? "skipped" : "succeeded");
    }
    try (var temporal = TemporalHistory.at(SHARED.stack().temporalTarget())) {
      assertThat(temporal.activitiesOf(back.path("deployment_id").asText()))
          .contains("reuseRevision", "samDeploy", "smokeTest")
          .doesNotContain("inject", "samBuild");
    }
    JsonNode agent = SHARED.api().get("/agents/us-east-1/strands-agent-" + name).body();
    assertThat(agent.path("live").path("rollback_of").asInt()).isEqualTo(1);
    rollback(name, 2);
    assertThat(Agents.ask(SHARED.api(), name)).isEqualTo("second");
  }

  private static JsonNode deploy(String name, String code, Map<String, String> more) {
    return succeeded(SHARED.api().deploy(name, code, more));
  }

  private static JsonNode rollback(String name, int revision) {
    Answer accepted =
        SHARED
            .api()
            .post(
                "/agents/us-east-1/strands-agent-%s/rollback".formatted(name),
                Map.of("to_revision", revision, "reason", "wrong answers"));
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
    return succeeded(accepted.body().path("deployment_id").asText());
  }

  private static JsonNode succeeded(String id) {
    JsonNode view = SHARED.api().awaitEnd(id);
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
    return view;
  }
}
