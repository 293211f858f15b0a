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
  void anErrorOfTheAgentOrOfAws_isAFailure_andNoUnreachableServer() {
    server.on(
        "POST /agents/eu-west-1/s/invoke",
        502,
        """
        {"type":"urn:slipway:problem:upstream","title":"Bad Gateway",
         "detail":"Lambda refused: Function not found: weather"}""");
    assertThat(slipway("invoke", "eu-west-1/s", "hi")).isEqualTo(1);
    assertThat(console.errText()).isEqualTo("error: Lambda refused: Function not found: weather");
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
  void errorsNameTheOption_notTheFieldOfTheApi() {
    server.on(
        "POST /deployments",
        422,
        """
        {"title":"Invalid","errors":[
         {"code":"out_of_range","field":"memory_size","message":"memory_size: 64 (expected: 128 to 10240)"},
         {"code":"invalid_value","field":"function_name","message":"function_name: 'a b'"},
         {"code":"invalid_value","field":"environment_variables.PATH","message":"environment_variables.PATH: reserved"},
         {"code":"secret_in_code","field":"code","line":3,"message":"a key","hint":"Pass it in api_keys"}]}\
        """);
    slipway("deploy", file("a.py", "x"), "--name", "n");
    assertThat(console.errText())
        .contains(
            "--memory: 64 (expected: 128 to 10240)",
            "--name: 'a b'",
            "--env PATH: reserved",
            "(Pass it in --api-key)")
        .doesNotContain("memory_size", "function_name", "environment_variables");
  }

  @Test
  void aMisspeltVerb_bringsAVerbThatExists() {
    slipway("genrate");
    assertThat(console.errText()).doesNotContain("generate-completion");
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
    assertThat(slipway("completion")).isZero();
    assertThat(console.outText()).contains("complete -F", "agent-logs");
    assertThat(slipway("completion", "fish")).isZero();
    assertThat(console.outText())
        .contains(
            "complete -c slipway -n '__fish_use_subcommand' -a agent-logs -d '",
            "complete -c slipway -n '__fish_use_subcommand' -a demo",
            "complete -c slipway -n '__fish_seen_subcommand_from workers' -a promote -d 'Give",
            "complete -c slipway -n '__fish_seen_subcommand_from deploy' -F",
            "complete -c slipway -n '__fish_seen_subcommand_from deploy' -l memory -x -d '",
            "complete -c slipway -n '__fish_seen_subcommand_from deploy' -l no-wait -d '")
        .doesNotContain("@|", "%%");
  }
}
