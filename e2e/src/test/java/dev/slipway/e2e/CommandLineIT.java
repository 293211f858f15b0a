package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.RunningCommand;
import dev.slipway.e2e.harness.SharedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command line against the real server: where both must agree. */
class CommandLineIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  @TempDir private Path folder;

  @Test
  void userOfTheCommand_isTheRequesterOfTheDeployment() throws IOException {
    Path code = folder.resolve("agent.py");
    Files.writeString(code, Agents.saying("hello"));

    var ended =
        RunningCommand.run(
            SHARED.stack().address(),
            "deploy",
            code.toString(),
            "--name",
            "command-line",
            "--runtime",
            Emulated.RUNTIME,
            "--no-wait",
            "--json");

    assertThat(ended.exitCode()).as("%s", ended.lines()).isZero();
    var newest = SHARED.api().get("/deployments?page_size=100").body().path("deployments");
    assertThat(newest)
        .filteredOn(one -> one.toString().contains("command-line"))
        .first()
        .satisfies(
            one ->
                assertThat(one.path("requested_by").asText())
                    .isEqualTo(
                        System.getenv().getOrDefault("USER", System.getProperty("user.name"))));
  }

  /** One agent's life, by the command line alone; what each verb prints comes from the server. */
  @Test
  void everyVerb_worksAgainstTheServer() throws IOException {
    String one = file("one.py", Agents.saying("one"));
    String two = file("two.py", Agents.saying("two"));
    String broken = file("broken.py", Agents.running("raise ValueError('no tide table')"));
    String agent = "us-east-1/strands-agent-verbs";

    says(0, "health").contains("temporal");
    says(0, "check", one).contains("main");
    says(1, "check", file("syntax.py", "def main(:")).contains("syntax.py");
    says(0, "estimate", "--memory", "1024", "--requests", "1000").contains("a month");

    says(
            0,
            deploy(
                one,
                "v-1",
                "--memory 256 --timeout 20 --env MODE=calm --tag team=x --url --api --cors"
                    + " https://app.example.com --tracing --log-days 7 --smoke-expect one --ttl"
                    + " 8h"))
        .containsIgnoringCase("succeeded");
    var request = SHARED.api().get("/deployments/v-1").body().path("request");
    assertThat(request.toString())
        .contains(
            "\"memory_size\":256",
            "\"timeout\":20",
            "\"environment_variables\":{\"MODE\":\"calm\"}",
            "\"tags\":{\"team\":\"x\"}",
            "\"enable_api_gateway\":true",
            "\"cors_allow_origin\":\"https://app.example.com\"",
            "\"tracing\":true",
            "\"log_retention_days\":7",
            "\"expectation\":\"one\"",
            "\"ttl\":\"8h\"");
    says(0, "list", "--agent", "verbs").contains("v-1");
    says(0, "show", "v-1").contains("revision 1", "smokeTest", "/deployments/v-1");
    says(0, "watch", "v-1").containsIgnoringCase("succeeded");
    says(0, "logs", "v-1", "--step", "samBuild").isNotEmpty();
    says(0, "audit", "v-1").contains("v-1");
    says(0, "agents").contains("verbs");
    says(0, "agent", agent).contains("revision 1");
    says(0, "invoke", agent, "Hello?").contains("one");
    says(0, "agent-logs", agent, "--since", "1h");

    says(5, deploy(broken, "v-2", "--on-failure park")).contains("no tide table", "broken.py");
    says(0, "logs", "v-2", "--failed").contains("no tide table");
    says(
            0,
            "retry",
            "v-2",
            "--code",
            two,
            "--memory",
            "512",
            "--smoke-expect",
            "two",
            "--no-tracing")
        .contains("retry accepted")
        .containsIgnoringCase("succeeded");
    says(0, "show", "v-2").contains("retry with changes by ");
    says(0, "invoke", agent, "Hello?").contains("two");
    assertThat(SHARED.api().get("/deployments/v-2").body().path("request").toString())
        .contains("\"memory_size\":512", "\"tracing\":false");
    says(5, deploy(broken, "v-3", "--on-failure park"));
    says(0, "abort", "v-3", "--reason", "given up");
    ends("v-3", "failed", "canceled");
    says(5, deploy(one, "v-4", "--approval"));
    says(0, "reject", "v-4", "--reason", "not today");
    ends("v-4", "failed", "canceled");
    says(5, deploy(one, "v-5", "--approval"));
    says(0, "approve", "v-5", "--yes", "--reason", "looks right");
    ends("v-5", "succeeded");
    String tomorrow = Instant.now().plus(Duration.ofDays(1)).toString();
    says(0, deploy(two, "v-6", "--no-wait --not-before " + tomorrow));
    says(0, "cancel", "v-6");
    ends("v-6", "canceled");
    says(4, "watch", "v-6");

    // Revision 3 is live, of v-5; the one before is of v-2.
    says(0, "rollback", agent, "--reason", "wrong answers").containsIgnoringCase("succeeded");
    says(0, "invoke", agent, "Hello?").contains("two");
    says(0, "redeploy", agent, "--reason", "to be sure").containsIgnoringCase("succeeded");
    says(0, "ttl", agent, "2h");
    assertThat(RunningCommand.run(SHARED.stack().address(), "drift", agent).exitCode())
        .isLessThan(2);
    says(0, "audit", "export", agent, "--to", folder.resolve("audit").toString());
    says(0, "audit", "verify", folder.resolve("audit").toString());
    says(0, "destroy", agent, "--dry-run").contains("stack");
    says(0, "destroy", agent, "--yes", "--reason", "over").contains("Destroyed: verbs");
    assertThat(SHARED.world().thingsNamed("agent-verbs")).isEmpty();
  }

  private static void ends(String id, String... statuses) {
    assertThat(SHARED.api().awaitEnd(id).path("status").asText()).isIn((Object[]) statuses);
  }

  private String[] deploy(String file, String id, String options) {
    var words =
        new ArrayList<>(
            List.of("deploy", file, "--name", "verbs", "--id", id, "--runtime", Emulated.RUNTIME));
    words.addAll(List.of(options.split(" ")));
    return words.toArray(String[]::new);
  }

  private static AbstractStringAssert<?> says(int exitCode, String... words) {
    var ended = RunningCommand.run(SHARED.stack().address(), words);
    String text = String.join("\n", ended.lines());
    assertThat(ended.exitCode()).as("%s\n%s", List.of(words), text).isEqualTo(exitCode);
    return assertThat(text).as("%s", List.of(words));
  }

  private String file(String name, String code) throws IOException {
    return Files.writeString(folder.resolve(name), code).toString();
  }
}
