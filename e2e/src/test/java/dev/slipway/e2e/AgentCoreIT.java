package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.RunningCommand;
import dev.slipway.e2e.harness.RuntimeReading;
import dev.slipway.e2e.harness.SharedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

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
    JsonNode first =
        succeeded(deploy(name, COUNTER.formatted("one"), Map.of("env", "test", "team", "tide")));

    assertThat(first.path("deployment_type").asText()).isEqualTo("agentcore");
    assertThat(first.path("outputs").path("endpoint").asText()).isEqualTo("live");
    assertThat(endpoints(name)).isEqualTo(Map.of("DEFAULT", "1", "live", "1"));
    assertThat(ask(name, "anna")).isEqualTo("one 1");
    assertThat(ask(name, "anna")).isEqualTo("one 2");
    assertThat(ask(name, "ben")).isEqualTo("one 1");

    succeeded(deploy(name, COUNTER.formatted("two"), Map.of("env", "prod")));
    assertThat(endpoints(name)).isEqualTo(Map.of("DEFAULT", "2", "live", "2"));
    assertThat(tags(name)).isEqualTo(Map.of("env", "prod"));
    assertThat(ask(name, "anna")).isEqualTo("two 1");

    JsonNode failed =
        SHARED.api().awaitEnd(deploy(name, "def main(prompt):\n    raise ValueError('no tea')\n"));
    assertThat(failed.path("status").asText()).isEqualTo("failed");
    assertThat(failed.path("failure").path("type").asText()).isEqualTo("AgentFailed");
    assertThat(failed.path("failure").toString()).contains("no tea");
    assertThat(endpoints(name)).isEqualTo(Map.of("DEFAULT", "3", "live", "2"));
    assertThat(tags(name)).isEqualTo(Map.of("env", "prod"));
    assertThat(ask(name, "cleo")).isEqualTo("two 1");

    JsonNode back = succeeded(rollback(name));
    assertThat(back.path("rollback_of").asInt()).isEqualTo(1);
    assertThat(endpoints(name)).isEqualTo(Map.of("DEFAULT", "3", "live", "1"));
    assertThat(tags(name)).isEqualTo(Map.of("env", "test", "team", "tide"));
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
  void answerThatComesInPieces_isHeardBeforeItsEnd() throws IOException {
    String name = "core-stream";
    Path heard = folder.resolve("heard");
    var untested = new HashMap<String, Object>(ON_AGENTCORE);
    untested.put("smoke_test", "off");
    succeeded(SHARED.api().deploy(name, waitingAfterItsFirstPiece(heard), untested));

    try (var lines = SHARED.api().events(agent(name) + "/invoke", Map.of("prompt", "Hello?"))) {
      var answer = lines.iterator();
      assertThat(dataOf("piece", answer)).isEqualTo("\"one \"");
      Files.createFile(heard);
      assertThat(dataOf("piece", answer)).isEqualTo("\"two\"");
      assertThat(dataOf("end", answer)).contains("\"status_code\":200", "\"response\":null");
    }
    Answer whole = SHARED.api().invoke(TinyAgent.stack(name), Map.of("prompt", "Hello?"));
    assertThat(whole.body().path("response").asText()).isEqualTo("one two");
  }

  /** Does not go on before its caller has heard the first piece. */
  private static String waitingAfterItsFirstPiece(Path heard) {
    return """
        import asyncio
        import os
        import time

        async def main(prompt):
            yield "one "
            give_up = time.monotonic() + 60
            while not os.path.exists("%s"):
                if time.monotonic() > give_up:
                    raise TimeoutError("no one has heard the first piece")
                await asyncio.sleep(0.05)
            yield "two"
        """
        .formatted(heard);
  }

  /** The data of the next event, which is of that kind. */
  private static String dataOf(String kind, Iterator<String> lines) {
    assertThat(lines.next()).isEqualTo("event: " + kind);
    String data = lines.next();
    assertThat(lines.next()).isEmpty();
    return data.substring("data: ".length());
  }

  @Test
  void fiftySessionsAtOnce_eachRemembersItsOwnCalls() throws Exception {
    String name = "core-crowd";
    succeeded(deploy(name, COUNTER.formatted("call")));
    List<String> sessions = IntStream.range(0, 50).mapToObj("visitor-%d"::formatted).toList();

    for (String expected : List.of("call 1", "call 2")) {
      try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
        var answers =
            callers.invokeAll(
                sessions.stream()
                    .<Callable<String>>map(session -> () -> ask(name, session))
                    .toList());
        for (var answer : answers) {
          assertThat(answer.get()).isEqualTo(expected);
        }
      }
    }
    destroy(name);
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
            "region",
            "function_name",
            "memory_size",
            "architecture",
            "runtime",
            "enable_api_gateway");
  }

  private static String deploy(String name, String code) {
    return SHARED.api().deploy(name, code, ON_AGENTCORE);
  }

  private static String deploy(String name, String code, Map<String, String> tags) {
    var wanted = new HashMap<String, Object>(ON_AGENTCORE);
    wanted.put("tags", tags);
    return SHARED.api().deploy(name, code, wanted);
  }

  private static Map<String, String> tags(String name) {
    return new RuntimeReading(SHARED.world(), name).tags();
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

  private static Map<String, String> endpoints(String name) {
    return new RuntimeReading(SHARED.world(), name).endpoints();
  }

  private static Optional<String> runtime(String name) {
    return new RuntimeReading(SHARED.world(), name).id();
  }
}
