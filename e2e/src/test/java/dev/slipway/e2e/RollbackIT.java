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

/**
 * A rollback restores an earlier revision without a build, and it answers. How long that takes
 * beside a redeployment is a figure of {@code bench deploy}, since it depends on what else the
 * machine does.
 */
class RollbackIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final String NAME = "back-sample";
  private static final String AGENT = "/agents/us-east-1/" + TinyAgent.stack(NAME);

  /** What answers is asked by the test itself. */
  private static final Map<String, String> UNTESTED = Map.of("smoke_test", "off");

  @Test
  void sampleAgent_isBackAndAnswers_andNothingWasBuilt() throws IOException {
    String code = Files.readString(Ground.example());
    deploy(code);
    deploy(code.replace("return str(", "return \"second: \" + str("));
    assertThat(Agents.ask(SHARED.api(), NAME)).startsWith("second: ");

    JsonNode back = rollback(1);

    assertThat(Agents.ask(SHARED.api(), NAME)).startsWith("[ministack");
    assertThat(back.path("revision").asInt()).isEqualTo(3);
    assertThat(back.path("rollback_of").asInt()).isEqualTo(1);
    assertNothingWasBuilt(back);
    JsonNode agent = SHARED.api().get(AGENT).body();
    assertThat(agent.path("live").path("rollback_of").asInt()).isEqualTo(1);
    rollback(2);
    assertThat(Agents.ask(SHARED.api(), NAME)).startsWith("second: ");
  }

  private static void assertNothingWasBuilt(JsonNode back) {
    for (JsonNode step : back.path("steps")) {
      boolean skipped = step.path("name").asText().matches("inject|samBuild|smokeTest");
      assertThat(step.path("status").asText())
          .as("%s", step)
          .isEqualTo(skipped ? "skipped" : "succeeded");
    }
    try (var temporal = TemporalHistory.at(SHARED.stack().temporalTarget())) {
      assertThat(temporal.activitiesOf(back.path("deployment_id").asText()))
          .contains("reuseRevision", "samDeploy")
          .doesNotContain("inject", "samBuild");
    }
  }

  private static JsonNode deploy(String code) {
    return succeeded(SHARED.api().deploy(NAME, code, UNTESTED));
  }

  private static JsonNode rollback(int revision) {
    Answer accepted =
        SHARED
            .api()
            .post(AGENT + "/rollback", Map.of("to_revision", revision, "reason", "wrong answers"));
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
    return succeeded(accepted.body().path("deployment_id").asText());
  }

  private static JsonNode succeeded(String id) {
    JsonNode view = SHARED.api().awaitEnd(id);
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
    return view;
  }
}
