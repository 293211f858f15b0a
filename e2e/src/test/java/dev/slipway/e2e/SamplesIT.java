package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.BedrockStub;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.McpServers;
import dev.slipway.e2e.harness.SharedStack;
import dev.slipway.e2e.harness.Streamed;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Generated agents, unmodified: each goes live, calls its tools and keeps its callers apart. With
 * {@code SLIPWAY_TEST_TARGET=agentcore} they do so on AgentCore.
 */
class SamplesIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  /** A redeployment uploads the function and its template, never the dependencies. */
  private static final long MAX_UPLOADED_BYTES = 100_000;

  private static final boolean ON_AGENTCORE =
      "agentcore".equals(System.getenv("SLIPWAY_TEST_TARGET"));
  private static final Map<String, String> TARGET =
      ON_AGENTCORE ? Map.of("deployment_type", "agentcore", "runtime", "auto") : Map.of();

  private static BedrockStub model;

  @BeforeAll
  static void startTheModel() {
    model = new BedrockStub();
  }

  @AfterAll
  static void stopTheModel() {
    model.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01_single_current_time.py",
        "02_single_studio_contract.py",
        "03_custom_tools.py",
        "04_orchestrator_agents_as_tools.py",
        "09_streaming.py",
        "11_openai_env_key.py",
        "13_tabs_utf8_varargs.py",
        "16_name_clashes_kwonly.py",
        "17_crlf_dollar_backslash.py"
      })
  void sample_answersTwoCallersWithNothingShared(String sample) {
    String name = "sample-" + sample.substring(0, 2);
    deploy(name, Ground.sample(sample), Map.of());

    answers(name, "the first caller's walrus", "the first caller's walrus");
    model.forget();
    String second = answers(name, "the second caller's pelican", "the second caller's pelican");

    assertThat(second).doesNotContain("walrus");
    assertThat(model.requests().toString()).contains("pelican").doesNotContain("walrus");
  }

  /** The forms of a visual builder: one agent, one with tools, an orchestrator, a graph. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "samples/02_single_studio_contract.py",
        "samples/03_custom_tools.py",
        "samples/04_orchestrator_agents_as_tools.py",
        "generated/graph_of_three.py"
      })
  void formOfAVisualBuilder_deploysWithNothingButItsCode_andAnswers(String file) {
    String name = "builder-" + file.replaceAll("[^a-z]+", "-").replaceAll("^[a-z]+-|-py$", "");
    Api api = SHARED.api();

    JsonNode view = api.awaitEnd(api.deploy(name, Ground.resource(file), TARGET));

    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
    assertThat(answers(name, "What is the tide?", "] reply for ")).contains("\"success\":true");
  }

  /** The form with MCP servers, with real ones behind its addresses. */
  @Test
  void formWithMcpServers_deploys_andAnswersWithTheirTools() {
    try (McpServers servers = new McpServers()) {
      String code =
          Ground.sample("07_mcp_http.py")
              .replace("http://localhost:8811/mcp", servers.http())
              .replace("http://localhost:8812/sse", servers.sse());
      deploy("builder-mcp", code, Map.of());

      String depth = "[[tool:depth]][[args:{\"harbour\":\"Cork\"}]]";
      answers("builder-mcp", depth, "Cork is 12 metres deep");
      String arrivals = "[[tool:arrivals]][[args:{\"day\":\"Friday\"}]]";
      answers("builder-mcp", arrivals, "the Marigold arrives on Friday");
    }
  }

  /**
   * The swarm of a visual builder has syntax of Python 3.12; it runs where the machine has that.
   */
  @Test
  void formWithASwarm_deploysOnThePythonThatReadsIt_andAnswers() throws Exception {
    String code = Ground.resource("generated/later_swarm_with_nested_f_string.py");

    JsonNode view = deploy("builder-swarm", code, Map.of("smoke_test", "off", "runtime", "auto"));

    assertThat(view.path("request").path("runtime").asText()).isEqualTo("auto");
    assertThat(view.path("artifact").path("runtime").asText()).isEqualTo("python3.12");
    // On AgentCore it is the lowest anyway.
    assertThat(view.path("warnings").findValuesAsText("code").contains("runtime_chosen"))
        .isEqualTo(!ON_AGENTCORE);
    assumeThat(Emulated.hasPython("python3.12")).isTrue();
    answers("builder-swarm", "What is the tide?", "What is the tide?");
  }

  @Test
  void agentWhoseServersAreDown_answersWithAnErrorAndNoTrace() {
    deploy("sample-07", Ground.sample("07_mcp_http.py"), Map.of("smoke_test", "off"));

    Answer answer =
        SHARED.api().invoke("strands-agent-sample-07", Map.of("prompt", "Which events are on?"));

    assertThat(answer.body().path("status_code").asInt())
        .as("%s", answer)
        .isGreaterThanOrEqualTo(500);
    assertThat(answer.body().path("response").toString())
        .contains("error")
        .doesNotContain("Traceback", "site-packages");
  }

  @Test
  void redeploymentOfChangedCode_uploadsLittle() {
    assumeThat(ON_AGENTCORE).as("AgentCore takes whole packages only").isFalse();
    String code = Ground.sample("01_single_current_time.py");
    deploy("sample-small", code, Map.of("smoke_test", "off"));

    JsonNode view = deploy("sample-small", code + "\n# changed\n", Map.of("smoke_test", "off"));

    String prefix =
        "agents/strands-agent-sample-small/" + view.path("deployment_id").asText() + "/";
    Map<String, Long> uploaded = SHARED.world().sizesBelow(prefix);
    assertThat(uploaded).isNotEmpty();
    assertThat(uploaded.values().stream().mapToLong(Long::longValue).sum())
        .as("bytes of %s", uploaded)
        .isLessThan(MAX_UPLOADED_BYTES);
    assertThat(view.path("artifact").path("layer_reused").asBoolean(true)).isTrue();
  }

  private static JsonNode deploy(String name, String code, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>(TARGET);
    body.putAll(more);
    body.put(
        "environment_variables",
        Map.of(
            "AWS_ENDPOINT_URL_BEDROCK_RUNTIME",
            model.address().toString(),
            "STUB_OPENAI_BASE",
            model.address() + "/v1"));
    body.put("api_keys", Map.of("OPENAI_API_KEY", "not-a-real-key"));
    JsonNode view = SHARED.api().awaitEnd(SHARED.api().deploy(name, code, body));
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
    return view;
  }

  /** Asserts that the answer has that text, on AgentCore in its stream, too; returns the whole. */
  private static String answers(String name, String prompt, String text) {
    String stack = "strands-agent-" + name;
    Answer answer = SHARED.api().invoke(stack, Map.of("prompt", prompt));
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.body().path("status_code").asInt()).as("%s", answer).isEqualTo(200);
    String whole = answer.body().path("response").toString();
    assertThat(whole).contains(text);
    if (ON_AGENTCORE) {
      Streamed streamed = SHARED.api().stream(stack, Map.of("prompt", prompt));
      assertThat(streamed.end().path("status_code").asInt()).as("%s", streamed).isEqualTo(200);
      assertThat(String.join("", streamed.pieces())).contains(text);
    }
    return whole;
  }
}
