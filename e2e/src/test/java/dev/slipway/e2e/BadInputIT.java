package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.SharedStack;
import dev.slipway.e2e.harness.TemporalHistory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invalid requests are refused up front, with all errors at once, and leave no trace. */
class BadInputIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private Set<String> before = Set.of();

  @BeforeEach
  void look() {
    before = traces();
  }

  @AfterEach
  void nothingWasCreated() {
    assertThat(traces()).isEqualTo(before);
  }

  @Test
  void allInvalidFieldsAreReportedAtOnce() {
    Answer answer =
        SHARED
            .api()
            .post(
                "/deployments",
                Map.ofEntries(
                    Map.entry("function_name", "no spaces"),
                    Map.entry("memory_size", 64),
                    Map.entry("timeout", 901),
                    Map.entry("runtime", "python2.7"),
                    Map.entry("architecture", "mips"),
                    Map.entry("region", "moon-1"),
                    Map.entry("stack_name", "1-begins-with-a-digit"),
                    Map.entry("on_failure", "shrug"),
                    Map.entry("memory", 512),
                    Map.entry("environment_variables", Map.of("AWS_REGION", "x")),
                    Map.entry("requirements", List.of("--index-url http://example.com"))));

    assertThat(answer.status()).as("%s", answer).isEqualTo(422);
    assertThat(fields(answer))
        .contains(
            "function_name",
            "code",
            "memory_size",
            "timeout",
            "runtime",
            "architecture",
            "region",
            "stack_name",
            "on_failure",
            "memory",
            "environment_variables.AWS_REGION",
            "requirements[0]");
    answer
        .body()
        .path("errors")
        .forEach(error -> assertThat(error.path("message").asText()).isNotBlank());
  }

  @Test
  void missingName_isOneError() {
    Answer answer = SHARED.api().post("/deployments", Map.of("code", Agents.saying("hello")));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(fields(answer)).containsExactly("function_name");
  }

  @Test
  void aPackageThatNobodyNamed_isRefused_andOneThatIsNamedIsNot() {
    String code = "import acme_weather_sdk\n" + Agents.saying("hello");

    Answer guessed = post(code);
    assertThat(guessed.status()).isEqualTo(422);
    assertThat(guessed.body().path("errors").path(0).path("code").asText())
        .isEqualTo("unmapped_import");
    Answer named =
        SHARED
            .api()
            .post("/check", Map.of("code", code, "requirements", List.of("acme-weather-sdk>=2")));
    assertThat(named.body().path("ok").asBoolean()).as("%s", named).isTrue();
  }

  @Test
  void codeOfMoreThanFiveMegabytes_isRefused() {
    Answer answer = post("# " + "x".repeat(5 * 1024 * 1024) + "\n" + Agents.saying("hello"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(fields(answer)).containsExactly("code");
  }

  @ParameterizedTest
  @CsvSource({
    "bad_01_syntax_missing_paren.py, syntax, 2",
    "bad_02_indentation.py, indentation, 5",
    "bad_04_hardcoded_key.py, hardcoded_secret, 4",
    "bad_06_markdown_fence.py, markdown_fence, 1",
    "bad_07_top_level_await.py, top_level_await, 3",
    "bad_08_unescaped_triple_quote_prompt.py, syntax, 2",
    "bad_10_nul_byte.py, nul_byte, 2",
  })
  void codeThatCannotRun_isRefusedWithCodeAndLine(String sample, String code, int line) {
    Answer answer = post(Ground.sample(sample));

    assertThat(answer.status()).as("%s", answer).isEqualTo(422);
    assertThat(StreamSupport.stream(answer.body().path("errors").spliterator(), false))
        .as("%s", answer.body())
        .anyMatch(
            error -> error.path("line").asInt() == line && error.path("code").asText().equals(code))
        .allMatch(error -> !error.path("message").asText().isBlank());
  }

  @Test
  void hardCodedKey_isReported_andNotQuoted() {
    Answer answer = post(Ground.sample("bad_04_hardcoded_key.py"));

    assertThat(StreamSupport.stream(answer.body().path("errors").spliterator(), false))
        .extracting(error -> error.path("line").asInt())
        .contains(4);
    assertThat(answer.body().toString()).doesNotContain("AKIAIOSFODNN7EXAMPLE");
  }

  @Test
  void bodyThatIsNotJson_is400() {
    assertThat(SHARED.api().postRaw("/deployments", "{not json").status()).isEqualTo(400);
    assertThat(SHARED.api().postRaw("/deployments", "[]").status()).isEqualTo(400);
    assertThat(SHARED.api().postRaw("/deployments", "").status()).isEqualTo(400);
  }

  @Test
  void unknownIds_are404() {
    for (String path :
        List.of(
            "/deployments/nobody-knows",
            "/deployments/nobody-knows/events",
            "/deployments/nobody-knows/logs",
            "/agents/us-east-1/nobody-knows")) {
      assertThat(SHARED.api().get(path).status()).as(path).isEqualTo(404);
    }
    assertThat(SHARED.api().post("/deployments/nobody-knows/cancel", Map.of()).status())
        .isEqualTo(404);
    assertThat(SHARED.api().invoke("nobody-knows", Map.of("prompt", "?")).status()).isEqualTo(404);
    assertThat(SHARED.api().delete("/agents/us-east-1/nobody-knows").status()).isEqualTo(404);
  }

  private static Answer post(String code) {
    return SHARED
        .api()
        .post(
            "/deployments",
            Map.of(
                "function_name",
                "refused",
                "code",
                code,
                "runtime",
                Emulated.RUNTIME,
                "api_keys",
                Map.of("A_KEY", "a-value")));
  }

  private static Set<String> fields(Answer answer) {
    Map<String, JsonNode> found = new HashMap<>();
    answer.body().path("errors").forEach(error -> found.put(error.path("field").asText(), error));
    return found.keySet();
  }

  /** Everything a deployment could have left behind. */
  private static Set<String> traces() {
    try (var temporal = TemporalHistory.at(SHARED.stack().temporalTarget())) {
      var traces =
          temporal.idsOf("DeployAgentWorkflow").stream()
              .map(id -> "deployment " + id)
              .collect(Collectors.toCollection(TreeSet::new));
      temporal.idsOf("AgentWorkflow").forEach(id -> traces.add("agent " + id));
      SHARED.world().objectKeys().forEach(key -> traces.add("object " + key));
      traces.addAll(SHARED.world().thingsNamed(""));
      return traces;
    }
  }
}
