package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsTest extends CommandLineCase {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "deploy",
        "deploy /no/such/file --name n",
        "deploy - --name n --memory many",
        "deploy - --name n --no-smoke --smoke-prompt x",
        "deploy - --name n --api-key MISSING_KEY",
        "show",
        "show d-1 --wrong",
        "invoke eu-west-1/s",
        "invoke eu-west-1/s hi --payload {}",
        "invoke eu-west-1/s --payload {",
        "rollback eu-west-1/s",
        "list --server ftp://x",
        "lisst"
      })
  void wrongUsageIsExitCodeTwoAndAsksNobody(String line) {
    assertThat(slipway(line.split(" "))).isEqualTo(2);
    assertThat(console.errText()).startsWith("error: ");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void wrongUsageWithJsonIsJson() {
    assertThat(slipway("show", "--json")).isEqualTo(2);
    assertThat(console.outText()).contains("\"code\": \"wrong_usage\"");
    assertThat(console.errText()).isEmpty();
  }

  @Test
  void anUnreachableServerIsExitCodeThree() {
    server.close();
    assertThat(slipway("list")).isEqualTo(3);
    assertThat(console.errText()).contains(server.url() + " does not answer");
  }

  @Test
  void aServerThatCannotAnswerNowIsExitCodeThree() {
    server.on("GET /deployments", 503, "{\"title\":\"Temporal is down\"}");
    assertThat(slipway("list")).isEqualTo(3);
    assertThat(console.errText()).isEqualTo("error: Temporal is down");
  }

  @Test
  void anAnswerThatIsNotJsonIsNotTakenForSlipway() {
    server.on("GET /deployments", 200, "<html>");
    assertThat(slipway("list")).isEqualTo(3);
    assertThat(console.errText()).contains("is it a Slipway server?");
  }

  @Test
  void theServerOptionOverridesTheEnvironment() {
    environment.put("SLIPWAY_URL", "http://127.0.0.1:1");
    server.on("GET /deployments", 200, "{\"deployments\":[]}");
    assertThat(slipway("list", "--server", server.url() + "/")).isZero();
  }

  @Test
  void withoutAVerbHelpIsPrinted() {
    assertThat(slipway()).isZero();
    assertThat(console.outText()).contains("slipway deploy agent.py --name weather", "Exit codes:");
  }

  @Test
  void everyVerbIsInAGroup() {
    slipway();
    String text = console.outText();
    String rest = text.substring(text.indexOf("\nOther\n"), text.indexOf("From code to"));
    assertThat(rest.strip().lines().map(line -> line.strip().split("\\W")[0]))
        .containsExactly("Other", "help", "completion");
  }

  @Test
  void theManyOptionsOfDeployAreGrouped_andEachIsListedOnce() {
    assertThat(slipway("deploy", "--help")).isZero();
    String text = console.outText();
    assertThat(text)
        .contains("\nRuntime and configuration\n", "\nQueue and schedule\n", "\nOther\n");
    assertThat(text.substring(text.indexOf("\nOther\n"), text.indexOf("Examples:")))
        .contains("--no-wait", "--json")
        .doesNotContain("--memory", "--ttl");
    assertThat(text.lines().filter(line -> line.matches(" +--memory=MB .*"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deploy",
        "list",
        "show",
        "watch",
        "logs",
        "cancel",
        "retry",
        "abort",
        "approve",
        "reject",
        "agents",
        "agent",
        "invoke",
        "agent-logs",
        "rollback",
        "redeploy",
        "ttl",
        "drift",
        "destroy",
        "check",
        "estimate",
        "audit",
        "health",
        "login",
        "logout",
        "whoami",
        "tokens",
        "open"
      })
  void everyVerbHasHelpAndJson(String verb) {
    assertThat(slipway("help", verb)).isZero();
    assertThat(console.outText()).contains("Usage: slipway " + verb, "--json", "--server");
  }

  @Test
  void aCompletionScriptIsPrinted() {
    assertThat(slipway("generate-completion")).isZero();
    assertThat(console.outText()).contains("complete -F", "agent-logs");
  }
}
