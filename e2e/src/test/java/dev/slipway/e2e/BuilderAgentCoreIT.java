package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.RuntimeReading;
import dev.slipway.e2e.harness.SharedStack;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An agent's life on AgentCore by the visual builder's calls, as its front end makes them. */
class BuilderAgentCoreIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final String NAME = "built-agent";

  /** What the builder's generated code becomes in its panel for AgentCore. */
  private static final String CODE =
      """
      from bedrock_agentcore.runtime import BedrockAgentCoreApp
      app = BedrockAgentCoreApp()

      calls = 0

      async def main(user_input_arg: str = None, messages_arg: str = None):
          global calls
          calls += 1
          for piece in ("%s ", user_input_arg or "nothing", f" {calls}"):
              yield piece

      @app.entrypoint
      async def entry(payload):
          user_input_param = payload.get('user_input')
          messages_param = payload.get('messages')
          async for event in main(user_input_param, messages_param):
              yield event

      if __name__ == "__main__":
          app.run()""";

  @Test
  void anAgentIsDeployedCalledListedAndDeleted_andTheAccountShowsIt() {
    JsonNode done = deploy(CODE.formatted("one"));
    assertThat(done.path("success").asBoolean()).as("%s", done).isTrue();
    JsonNode outputs = done.path("status").path("deployment_outputs");
    String arn = outputs.path("agent_runtime_arn").asText();
    assertThat(outputs.path("streaming_capable").asBoolean()).isTrue();
    assertThat(endpoints()).isEqualTo(Map.of("DEFAULT", "1", "live", "1"));

    String anna = UUID.randomUUID().toString();
    assertThat(streamed(arn, anna)).isEqualTo("one Hello, Agent! 1");
    assertThat(streamed(arn, anna)).isEqualTo("one Hello, Agent! 2");
    assertThat(streamed(arn, UUID.randomUUID().toString())).isEqualTo("one Hello, Agent! 1");
    JsonNode whole = invoke(arn, anna, false).body();
    assertThat(whole.path("success").asBoolean()).as("%s", whole).isTrue();
    assertThat(whole.path("response_data").asText()).isEqualTo("one Hello, Agent! 3");

    JsonNode failed = deploy(CODE.replace("calls += 1", "raise ValueError('no tea')"));
    assertThat(failed.path("success").asBoolean()).isFalse();
    assertThat(failed.path("message").asText()).contains("the log of smokeTest has the trace");
    assertThat(log(failed, "smokeTest")).contains("no tea");
    assertThat(endpoints()).isEqualTo(Map.of("DEFAULT", "2", "live", "1"));
    assertThat(streamed(arn, anna)).isEqualTo("one Hello, Agent! 4");

    assertThat(runtimesInHistory()).containsOnly(arn);
    String encoded = URLEncoder.encode(arn, StandardCharsets.UTF_8);
    Answer gone = SHARED.api().send("DELETE", "/api/deploy/agentcore/" + encoded, Map.of());
    assertThat(gone.body().path("success").asBoolean()).as("%s", gone).isTrue();
    assertThat(runtimesInHistory()).isEmpty();
    assertThat(SHARED.world().thingsNamed(NAME)).isEmpty();
    assertThat(invoke(arn, anna, true).status()).isEqualTo(404);
    assertThat(
            SHARED.world().runtimes.listAgentRuntimesPaginator(r -> r.maxResults(100)).stream()
                .flatMap(page -> page.agentRuntimes().stream())
                .map(runtime -> runtime.agentRuntimeArn()))
        .doesNotContain(arn);
  }

  /** As agentcore-deploy-panel.tsx asks for it. */
  private static JsonNode deploy(String code) {
    Answer answer =
        SHARED
            .api()
            .send(
                "POST",
                "/api/deploy/agentcore",
                Map.of(
                    "deployment_id",
                    UUID.randomUUID().toString(),
                    "code",
                    code,
                    "agent_name",
                    NAME,
                    "region",
                    "us-east-1",
                    "version",
                    "v1.0.0",
                    "api_keys",
                    Map.of(),
                    "deployment_type",
                    "agentcore",
                    "streaming_capable",
                    true,
                    "execute_role",
                    "AmazonBedrockAgentCoreRuntimeDefaultServiceRole"));
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    return answer.body();
  }

  /** As invoke-panel.tsx asks for it. */
  private static Answer invoke(String arn, String session, boolean streams) {
    return SHARED
        .api()
        .send(
            "POST",
            "/api/deploy/agentcore/invoke",
            Map.of(
                "agent_runtime_arn",
                arn,
                "runtime_session_id",
                session,
                "payload",
                Map.of("user_input", "Hello, Agent!"),
                "qualifier",
                "DEFAULT",
                "region",
                "us-east-1",
                "enable_stream",
                streams));
  }

  /** What the panel shows of a stream. */
  private static String streamed(String arn, String session) {
    Answer answer = invoke(arn, session, true);
    assertThat(answer.body().isTextual()).as("%s", answer).isTrue();
    assertThat(answer.body().asText()).endsWith("event: end\ndata: \n\n");
    return answer
        .body()
        .asText()
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring("data: ".length()))
        .collect(Collectors.joining());
  }

  private static List<String> runtimesInHistory() {
    return SHARED
        .api()
        .send("GET", "/api/deployment-history?limit=50", Map.of())
        .body()
        .path("deployments")
        .valueStream()
        .filter(
            item ->
                item.path("success").asBoolean() && item.path("agent_name").asText().equals(NAME))
        .map(item -> item.at("/deployment_result/deployment_outputs/agent_runtime_arn").asText())
        .toList();
  }

  /** The version behind each endpoint, as AWS has it. */
  private static Map<String, String> endpoints() {
    return new RuntimeReading(SHARED.world(), NAME).endpoints();
  }

  private static String log(JsonNode answer, String step) {
    String id = answer.path("deployment_id").asText();
    return SHARED.api().lines("/deployments/%s/logs?step=%s".formatted(id, step)).toString();
  }
}
