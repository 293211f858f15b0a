package dev.slipway.starter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import java.net.URLEncoder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the API says when it can't or won't; nothing answers at Temporal's address. */
class RefusalsTest {
  private static FakeStorage storage;
  private static RunningStarter starter;

  @BeforeAll
  static void open() {
    storage = new FakeStorage();
    starter = RunningStarter.openWithoutTemporal(storage);
  }

  @AfterAll
  static void close() {
    starter.close();
  }

  private static Reply deploy(String body) {
    return starter.post("/api/v1/deployments", body);
  }

  @Test
  void functionUrl_whereLambdaHasNone_isRefused() {
    Reply refused =
        deploy("{\"function_name\":\"pilot\",\"code\":\"x = 1\",\"region\":\"ca-west-1\"}");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("errors/0/field")).isEqualTo("enable_function_url");
    assertThat(refused.text("errors/0/message"))
        .contains("true (expected: false in ca-west-1", "enable_api_gateway: true");
  }

  @Test
  void allErrorsAreReportedAtOnce() {
    Reply refused =
        deploy(
            """
            {"memorysize":1,"memory_size":64,"timeout":"x","region":"mars","runtime":"python2",
             "ttl":"x","requirements":["-r x"],"environment_variables":{"AWS_REGION":"x"},
             "stack_name":"9","function_url_auth":"NONE","smoke_test":5}""");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(refused.body())
        .contains(
            "\"field\":\"function_name\"",
            "\"field\":\"code\"",
            "\"field\":\"memorysize\"",
            "did you mean memory_size?",
            "\"field\":\"memory_size\"",
            "\"field\":\"timeout\"",
            "\"field\":\"region\"",
            "\"field\":\"runtime\"",
            "\"field\":\"ttl\"",
            "\"field\":\"requirements[0]\"",
            "\"field\":\"environment_variables.AWS_REGION\"",
            "\"field\":\"stack_name\"",
            "\"field\":\"function_url_auth\"",
            "\"field\":\"smoke_test\"");
  }

  @Test
  void codeOverFiveMegabytes_is422() {
    Reply refused =
        deploy(
            "{\"function_name\":\"f\",\"code\":\"%s\"}".formatted("x".repeat(5 * 1024 * 1024 + 1)));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("errors/0/message"))
        .isEqualTo("code: 5242881 bytes (expected: at most 5242880)");
  }

  @Test
  void aBodyThatIsNotAJsonObject_is400_andNothingOfItIsRepeated() {
    assertThat(deploy("{\"code\": sk-secret").status()).isEqualTo(400);
    assertThat(deploy("{\"code\": sk-secret").body()).doesNotContain("sk-secret");
    assertThat(deploy("[]").status()).isEqualTo(400);
    assertThat(deploy("").status()).isEqualTo(400);
    assertThat(deploy("{\"code\":\"a\",\"code\":\"b\"}").status()).isEqualTo(400);
  }

  @Test
  void withoutTemporal_everyCallIsA503InPlainWords_andNothingRemains() {
    Reply refused =
        deploy("{\"function_name\":\"f\",\"code\":\"x=1\",\"api_keys\":{\"KEY\":\"v\"}}");

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.text("detail"))
        .isEqualTo("Temporal does not answer at 127.0.0.1:1. Try again: nothing is done twice.");
    assertThat(storage.storedSecrets()).isEmpty();
    assertThat(storage.storedCode()).isEmpty();
    assertThat(starter.get("/api/v1/deployments").status()).isEqualTo(503);
    assertThat(starter.get("/api/v1/deployments/x").status()).isEqualTo(503);
    assertThat(starter.get("/").status()).isEqualTo(503);
  }

  @Test
  void withoutAws_aDeploymentIsA503InPlainWords() {
    storage.down(true);
    try {
      Reply refused = deploy("{\"function_name\":\"f\",\"code\":\"x=1\"}");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text("detail")).isEqualTo("AWS could not be reached. Try again.");
    } finally {
      storage.down(false);
    }
  }

  @Test
  void health_reportsWhatIsDown() {
    Reply health = starter.get("/api/v1/health");

    assertThat(health.status()).isEqualTo(503);
    assertThat(health.text("temporal/ok")).isEqualTo("false");
    assertThat(health.text("aws/ok")).isEqualTo("true");
  }

  @Test
  void anEstimate_needsNoOtherService() {
    Reply estimate = starter.post("/api/v1/estimate", "{\"enable_api_gateway\":true}");

    assertThat(estimate.status()).isEqualTo(200);
    assertThat(Double.parseDouble(estimate.text("monthly_usd"))).isBetween(0.20, 0.21);
    assertThat(estimate.text("target/recommended")).isEqualTo("lambda");
    assertThat(estimate.text("target/reasons/0/code")).isEqualTo("rest_api");

    Reply onAgentCore = starter.post("/api/v1/estimate", "{\"deployment_type\":\"agentcore\"}");
    assertThat(onAgentCore.status()).as(onAgentCore.body()).isEqualTo(200);
    assertThat(onAgentCore.text("breakdown/0/item")).isEqualTo("agentcore_cpu");
    assertThat(onAgentCore.text("assumptions/sessions/idle_seconds")).isEqualTo("900");
    assertThat(onAgentCore.text("assumptions/price_region")).isEqualTo("us-east-1");
  }

  @Test
  void wrongParameters_wrongMethods_wrongPaths() {
    assertThat(starter.get("/api/v1/deployments?page_size=900&colour=red").status()).isEqualTo(422);
    assertThat(starter.delete("/api/v1/estimate").status()).isEqualTo(405);
    assertThat(starter.get("/api/v1/nothing").status()).isEqualTo(404);
    assertThat(starter.get("/api/v1/agents/mars/x").status()).isEqualTo(404);
    assertThat(starter.post("/api/v1/estimate", "{}", "Origin", "https://evil.example").status())
        .isEqualTo(403);
  }

  @Test
  void aCheckThatCannotBeMadeNow_isAskedForAgainByThePage() {
    assertThat(check("code=" + URLEncoder.encode("def main(x): return x", UTF_8)))
        .contains("Temporal does not answer", "data-again");
    assertThat(check("memory_size=much")).contains("much").doesNotContain("data-again");
  }

  private static String check(String fields) {
    return starter
        .post(
            "/new/check",
            "function_name=pilot&" + fields,
            "Content-Type",
            "application/x-www-form-urlencoded",
            "HX-Request",
            "true")
        .body();
  }

  @Test
  void pages_runOnlyOurScripts() {
    assertThat(starter.get("/new").status()).isEqualTo(200);
    assertThat(starter.get("/new").header("Content-Security-Policy"))
        .contains("default-src 'self'");
    assertThat(starter.get("/openapi.json").status()).isEqualTo(200);
  }
}
