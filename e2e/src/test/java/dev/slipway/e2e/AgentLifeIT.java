package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.SharedStack;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From its first deployment to its end: real agents on the real tools. */
class AgentLifeIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final String MARKER = "second edition: ";

  @ParameterizedTest
  @CsvSource({
    "01_single_current_time.py, str(response)",
    "02_single_studio_contract.py, str(response)",
    "03_custom_tools.py, str(response)",
    "16_name_clashes_kwonly.py, str(r)"
  })
  void agent_goesLiveAnswersChangesAndIsGone(String sample, String reply) {
    String name = "life-" + sample.substring(0, 2);
    String code = Ground.sample(sample);

    JsonNode first = deploy(name, code, Map.of("api_keys", Map.of("LIFE_KEY", "k-" + name)));
    assertThat(first.path("revision").asInt()).isEqualTo(1);
    assertThat(first.path("outputs").path("function_arn").asText()).contains(":function:" + name);
    assertAnswers(name, false);

    JsonNode second = deploy(name, code.replace(reply, "\"" + MARKER + "\" + " + reply), Map.of());
    assertThat(second.path("revision").asInt()).isEqualTo(2);
    assertAnswers(name, true);
    assertThat(SHARED.world().thingsNamed(name))
        .anyMatch(thing -> thing.startsWith("stack "))
        .anyMatch(thing -> thing.startsWith("function "))
        .anyMatch(thing -> thing.startsWith("layer "))
        .anyMatch(thing -> thing.startsWith("role "))
        .anyMatch(thing -> thing.startsWith("logs "))
        .anyMatch(thing -> thing.startsWith("secret "))
        .anyMatch(thing -> thing.startsWith("object agents/"));

    destroy(name);
    assertThat(SHARED.world().thingsNamed(name)).isEmpty();
    assertThat(SHARED.api().get("/agents/us-east-1/strands-agent-" + name).status()).isEqualTo(404);
  }

  private static JsonNode deploy(String name, String code, Map<String, ?> more) {
    JsonNode view = SHARED.api().awaitEnd(SHARED.api().deploy(name, code, more));
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
    return view;
  }

  private static void assertAnswers(String name, boolean changed) {
    for (String way : new String[] {"invoke", "url"}) {
      Answer answer =
          SHARED
              .api()
              .invoke("strands-agent-" + name, Map.of("prompt", "Who are you?", "via", way));
      assertThat(answer.status()).as("%s", answer).isEqualTo(200);
      assertThat(answer.body().path("status_code").asInt()).as("%s", answer).isEqualTo(200);
      String response = answer.body().path("response").toString();
      assertThat(response).contains("reply for prompt");
      assertThat(response.contains(MARKER)).as("%s: %s", way, response).isEqualTo(changed);
    }
  }

  private static void destroy(String name) {
    Answer accepted = SHARED.api().delete("/agents/us-east-1/strands-agent-" + name);
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
    JsonNode end = SHARED.api().awaitEnd(accepted.body().path("deployment_id").asText());
    assertThat(end.path("status").asText()).as("%s", end).isEqualTo("succeeded");
  }
}
