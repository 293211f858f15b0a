package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Agents in more accounts than the server's own. */
class AccountsTest extends CommandLineCase {
  private static final String AGENTS =
      """
      {"agents":[
        {"agent":{"name":"weather","account":"000000000000","region":"us-east-1","stack_name":"s"}},
        {"agent":{"name":"weather","account":"222222222222","account_alias":"prod",
          "region":"us-east-1","stack_name":"s"}}]}""";

  @Test
  void deployNamesTheAccount() {
    server.on("POST /deployments", 202, "{\"deployment_id\":\"d-1\"}");
    assertThat(
            slipway("deploy", file("a.py", "x"), "--name", "n", "--account", "prod", "--no-wait"))
        .isZero();
    assertThat(lastBody()).contains("\"account\":\"prod\"");
  }

  @Test
  void checkAndEstimateNameItToo() {
    server.on("POST /check", 200, "{\"ok\":true}");
    assertThat(slipway("check", file("a.py", "x"), "--account", "prod", "--region", "eu-west-1"))
        .isZero();
    assertThat(lastBody()).contains("\"account\":\"prod\"", "\"region\":\"eu-west-1\"");
    server.on("POST /estimate", 200, "{\"monthly_usd\":1}");
    assertThat(slipway("estimate", "--account", "prod")).isZero();
    assertThat(lastBody()).contains("\"account\":\"prod\"");
  }

  @Test
  void listsSayWhatOtherVerbsTake() {
    server.on("GET /agents", 200, AGENTS);
    assertThat(slipway("agents")).isZero();
    assertThat(console.outText()).contains("  us-east-1/s ").contains("  prod/us-east-1/s ");

    server.on("GET /agents?account=prod", 200, "{\"agents\":[]}");
    assertThat(slipway("agents", "--account", "prod")).isZero();
    server.on("GET /deployments?account=prod", 200, "{\"deployments\":[]}");
    assertThat(slipway("list", "--account", "prod")).isZero();
  }

  @Test
  void agentsThatNeedSomeone_areMarked() {
    server.on(
        "GET /agents",
        200,
        """
        {"agents":[{"agent":{"name":"weather","region":"us-east-1","stack_name":"s"},
          "drift":{"status":"drifted"},"audit":{"unaudited":["d-1"],"trouble":"d-1: denied"}}]}""");
    assertThat(slipway("agents")).isZero();
    assertThat(console.outText()).contains("NEEDS", "drifted, not audited");
  }

  @Test
  void agentOfAnotherAccount_isAddressedWithIt() {
    server.on(
        "POST /agents/us-east-1/s/invoke?account=prod",
        200,
        "{\"status_code\":200,\"response\":\"hello\",\"duration_ms\":1}");
    assertThat(slipway("invoke", "prod/us-east-1/s", "hi")).isZero();
    assertThat(console.outText()).contains("hello");
  }

  @Test
  void nameInTwoAccounts_isRefusedWithBothAddresses() {
    server.on("GET /agents", 200, AGENTS);
    assertThat(slipway("invoke", "weather", "hi")).isEqualTo(2);
    assertThat(console.errText()).contains("\n  us-east-1/s\n  prod/us-east-1/s");
  }
}
