package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.RunningCommand;
import dev.slipway.e2e.harness.SharedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntimeEndpoint;

/** Agents on AgentCore: what is live is read back from the account, and asked. */
class AgentCoreIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final Map<String, String> ON_AGENTCORE =
      Map.of("deployment_type", "agentcore", "runtime", "auto");

  /** Remembers how often it was asked. */
  private static final String COUNTER =
      """
      count = 0

      def main(prompt):
          global count
          count += 1
          return f"%s {count}"
      """;

  @TempDir private Path folder;

  @Test
  void newVersion_goesLiveOnceItHasPassed_andARollbackMovesTheEndpoint() {
    String name = "core-life";
    JsonNode first = succeeded(deploy(name, COUNTER.formatted("one")));

    assertThat(first.path("deployment_type").asText()).isEqualTo("agentcore");
    assertThat(first.path("outputs").path("endpoint").asText()).isEqualTo("live");
    assertThat(endpoints(name)).isEqualTo(Map.of("DEFAULT", "1", "live", "1"));
    assertThat(ask(name, "anna")).isEqualTo("one 1");
    assertThat(ask(name, "anna")).isEqualTo("one 2");
    assertThat(ask(name, "ben")).isEqualTo("one 1");

    succeeded(deploy(name, COUNTER.formatted("two")));
    assertThat(endpoints(name)).isEqualTo(Map.of("DEFAULT", "2", "live", "2"));
    assertThat(ask(name, "anna")).isEqualTo("two 1");

    JsonNode failed =
        SHARED.api().awaitEnd(deploy(name, "def main(prompt):\n    raise ValueError('no tea')\n"));
    assertThat(failed.path("status").asText()).isEqualTo("failed");
    assertThat(failed.path("failure").path("type").asText()).isEqualTo("AgentFailed");
    assertThat(failed.path("failure").toString()).contains("no tea");
    assertThat(endpoints(name)).isEqualTo(Map.of("DEFAULT", "3", "live", "2"));
    assertThat(ask(name, "cleo")).isEqualTo("two 1");

    JsonNode back = succeeded(rollback(name));
    assertThat(back.path("rollback_of").asInt()).isEqualTo(1);
    assertThat(endpoints(name)).isEqualTo(Map.of("DEFAULT", "3", "live", "1"));
    assertThat(ask(name, "dora")).isEqualTo("one 1");

    destroy(name);
    assertThat(SHARED.world().thingsNamed(name)).isEmpty();
    assertThat(runtime(name)).isEmpty();
  }

  @Test
  void firstDeploymentThatFails_leavesNothing() {
    String name = "core-failed";
    JsonNode failed =
        SHARED.api().awaitEnd(deploy(name, "def main(prompt):\n    raise ValueError('no tea')\n"));

    assertThat(failed.path("status").asText()).as("%s", failed).isEqualTo("failed");
    assertThat(runtime(name)).isEmpty();
    assertThat(SHARED.world().thingsNamed(name)).isEmpty();
  }

  @Test
  void agentOnLambda_staysThere() {
    String name = "core-stays";
    String saying = Agents.saying("from Lambda");
    succeeded(SHARED.api().deploy(name, saying, Map.of()));

    JsonNode refused = SHARED.api().awaitEnd(deploy(name, COUNTER.formatted("moved")));

    assertThat(refused.path("status").asText()).isEqualTo("failed");
    assertThat(refused.path("failure").path("type").asText()).isEqualTo("NameTaken");
    assertThat(refused.path("failure").path("message").asText()).contains("runs on lambda");
    assertThat(runtime(name)).isEmpty();
    assertThat(Agents.ask(SHARED.api(), name)).isEqualTo("from Lambda");
  }

  @Test
  void failure_namesWhatThisVersionWrote_notAnEarlierOne() {
    String name = "core-twice";
    succeeded(deploy(name, COUNTER.formatted("one")));
    for (String what : List.of("no tea", "no milk")) {
      String code = "def main(prompt):\n    raise ValueError('%s')\n".formatted(what);
      JsonNode failed = SHARED.api().awaitEnd(deploy(name, code));

      assertThat(failed.path("failure").path("evidence").toString())
          .contains(what)
          .doesNotContain(what.equals("no tea") ? "no milk" : "no tea");
    }
    assertThat(endpoints(name)).containsEntry("live", "1").doesNotContainKey("candidate");
  }

  @Test
  void strandsAgent_byTheCommandLine_remembersItsSession() throws IOException {
    Path file = Files.writeString(folder.resolve("agent.py"), TinyAgent.CODE);
    var done =
        RunningCommand.run(
            SHARED.stack().address(),
            "deploy",
            file.toString(),
            "--name",
            "core-cli",
            "--target",
            "agentcore",
            "--session-idle",
            "120");
    assertThat(done.exitCode()).as("%s", done.lines()).isZero();

    var asked =
        RunningCommand.run(
            SHARED.stack().address(), "invoke", "core-cli", "Hello?", "--session", "anna");
    assertThat(asked.exitCode()).as("%s", asked.lines()).isZero();
    assertThat(String.join("\n", asked.lines())).contains("[ministack");
  }

  @Test
  void whatAgentCoreDoesNotHave_isRefusedByName() {
    Answer refused =
        SHARED
            .api()
            .post(
                "/deployments",
                Map.of(
                    "region", "af-south-1",
                    "function_name", "7up",
                    "code", COUNTER,
                    "deployment_type", "agentcore",
                    "memory_size", 1024,
                    "architecture", "x86_64",
                    "runtime", "python3.11",
                    "enable_api_gateway", true));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().path("errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder(
            "region", "function_name", "memory_size", "architecture", "runtime", "enable_api_gateway");
  }

  private static String deploy(String name, String code) {
    return SHARED.api().deploy(name, code, ON_AGENTCORE);
  }

  private static String rollback(String name) {
    return accepted(
        SHARED.api().post(agent(name) + "/rollback", Map.of("to_revision", 1, "reason", "tea")));
  }

  private static void destroy(String name) {
    succeeded(accepted(SHARED.api().delete(agent(name))));
  }

  private static String agent(String name) {
    return "/agents/us-east-1/" + TinyAgent.stack(name);
  }

  private static String accepted(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(202);
    return answer.body().path("deployment_id").asText();
  }

  private static JsonNode succeeded(String id) {
    JsonNode view = SHARED.api().awaitEnd(id);
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
    return view;
  }

  private static String ask(String name, String session) {
    var answer =
        SHARED
            .api()
            .invoke(TinyAgent.stack(name), Map.of("prompt", "Hello?", "session_id", session));
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.body().path("status_code").asInt()).as("%s", answer).isEqualTo(200);
    return answer.body().path("response").path("response").asText();
  }

  /** The version behind each endpoint. */
  private static Map<String, String> endpoints(String name) {
    String id = runtime(name).iterator().next();
    return SHARED
        .world()
        .runtimes
        .listAgentRuntimeEndpointsPaginator(r -> r.agentRuntimeId(id))
        .stream()
        .flatMap(page -> page.runtimeEndpoints().stream())
        .collect(
            Collectors.toMap(
                AgentRuntimeEndpoint::name,
                AgentRuntimeEndpoint::liveVersion,
                (a, b) -> b,
                TreeMap::new));
  }

  private static Set<String> runtime(String name) {
    return SHARED.world().runtimes.listAgentRuntimesPaginator(r -> r.maxResults(100)).stream()
        .flatMap(page -> page.agentRuntimes().stream())
        .filter(runtime -> runtime.agentRuntimeName().equals(name.replace('-', '_')))
        .map(runtime -> runtime.agentRuntimeId())
        .collect(Collectors.toSet());
  }
}
