package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** tokens and open. */
class TokensTest extends CommandLineCase {
  private static final String LINK =
      "{\"url\":\"https://slipway.example.com/enter?code=c-1\",\"expires_at\":\"2026-01-02T03:05:00Z\"}";

  @Test
  void tokensAreATable() {
    server.on(
        "GET /tokens",
        200,
        """
        {"tokens":[{"id":"t-1","name":"nightly","owner":{"issuer":"i","subject":"u-1","name":"Kim"},
          "role":"deployer","agents":["weather-*"],"regions":[],"created_at":"2026-01-01T00:00:00Z",
          "expires_at":"2026-02-01T00:00:00Z"}]}""");
    assertThat(slipway("tokens")).isZero();
    assertThat(console.outText())
        .contains("ID   NAME     OWNER  ROLE      AGENTS     REGIONS")
        .contains(
            "t-1  nightly  Kim    deployer  weather-*  all      all       2026-02-01 00:00:00")
        .doesNotContain("never");

    server.on("GET /tokens", 200, "{\"tokens\":[]}");
    assertThat(slipway("tokens", "--json")).isZero();
    assertThat(console.outText()).contains("\"id\": \"t-1\"");
    assertThat(slipway("tokens")).isZero();
    assertThat(console.errText()).contains("No tokens. Create one: slipway tokens create NAME");
  }

  @Test
  void newToken_isAloneOnStandardOutput() {
    server.on(
        "POST /tokens",
        201,
        "{\"id\":\"t-2\",\"token\":\"slp_new\",\"name\":\"nightly\",\"expires_at\":\"2026-04-01T00:00:00Z\"}");
    assertThat(
            slipway(
                "tokens",
                "create",
                "nightly",
                "--role",
                "deployer",
                "--agents",
                "weather-*,prod-a",
                "--regions",
                "eu-*",
                "--expires",
                "90d"))
        .isZero();
    assertThat(lastBody())
        .isEqualTo(
            "{\"name\":\"nightly\",\"role\":\"deployer\",\"agents\":[\"weather-*\",\"prod-a\"],\"regions\":[\"eu-*\"],\"expires_in\":\"90d\"}");
    assertThat(console.outText()).isEqualTo("slp_new");
    assertThat(console.errText())
        .isEqualTo("Token t-2, until 2026-04-01 00:00:00. It is shown only now:");

    assertThat(slipway("tokens", "create", "plain", "--json")).isZero();
    assertThat(lastBody()).isEqualTo("{\"name\":\"plain\"}");
    assertThat(console.outText()).contains("\"token\": \"slp_new\"");
  }

  @Test
  void wrongRole_isTheServersToRefuse() {
    server.on(
        "POST /tokens",
        422,
        "{\"detail\":\"The request has 1 error.\",\"errors\":[{\"field\":\"role\",\"message\":\"role: 'x' (expected: one of viewer)\"}]}");
    assertThat(slipway("tokens", "create", "n", "--role", "x")).isEqualTo(2);
    assertThat(console.errText()).contains("role: 'x' (expected: one of viewer)");
  }

  @Test
  void revokedToken_needsNoBodyInTheAnswer() {
    server.on("DELETE /tokens/t-1", 204, "");
    assertThat(slipway("tokens", "revoke", "t-1")).isZero();
    assertThat(slipway("tokens", "revoke", "t-1", "--json")).isZero();
    assertThat(console.outText()).startsWith("t-1 is revoked.").contains("\"revoked\": \"t-1\"");
    assertThat(slipway("tokens", "revoke", "t-9")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokens create", "tokens revoke", "tokens create a b", "tokens list"})
  void wrongUsage_asksNobody(String line) {
    assertThat(slipway(line.split(" "))).isEqualTo(2);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void openPrintsTheAddressThatSignsIn() {
    server.on("POST /page-links", 201, LINK);
    assertThat(slipway("open")).isZero();
    assertThat(lastBody()).isEqualTo("{}");
    assertThat(console.outText()).isEqualTo("https://slipway.example.com/enter?code=c-1");
  }

  @Test
  void openLeadsToTheDeployment() {
    server.on("GET /deployments/d-1", 200, view("running", "")).on("POST /page-links", 201, LINK);
    assertThat(slipway("open", "d-1", "--json")).isZero();
    assertThat(lastBody()).isEqualTo("{\"to\":\"/deployments/d-1\"}");
    assertThat(console.outText()).contains("\"url\": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"weather", "s-weather", "eu-west-1/s-weather"})
  void openLeadsToTheAgent(String agent) {
    server
        .on(
            "GET /agents",
            200,
            "{\"agents\":[{\"agent\":{\"name\":\"weather\",\"region\":\"eu-west-1\",\"stack_name\":\"s-weather\"}}]}")
        .on("POST /page-links", 201, LINK);
    assertThat(slipway("open", agent)).isZero();
    assertThat(lastBody()).isEqualTo("{\"to\":\"/agents/eu-west-1/s-weather\"}");
  }

  @Test
  void openOfWhatIsNotThere_saysWhatThereIs() {
    server.on("GET /agents", 200, "{\"agents\":[]}");
    assertThat(slipway("open", "absent")).isEqualTo(2);
    assertThat(console.errText()).contains("There is no agent 'absent'");
  }
}
