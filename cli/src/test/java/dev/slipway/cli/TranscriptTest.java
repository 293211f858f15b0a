package dev.slipway.cli;

import static dev.slipway.cli.ScriptedServer.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.commands.Session;
import dev.slipway.cli.follow.ReconnectPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What people see in a terminal, whole: wide and narrow, with and without colour, and in a pipe.
 * {@code -Dslipway.docs.write=true} writes the files anew; review what changes.
 */
class TranscriptTest {
  private static final Path FILES = Path.of("src/test/resources/dev/slipway/cli/transcripts");

  private static final String STEPS =
      """
      ,"revision":3,"requested_by":"kim","reason":"换一个更大的模型","duration_ms":31400,
       "completed_at":"2026-01-02T03:04:31Z","links":{"page":"/deployments/d-1"},
       "steps":[
        {"name":"preflight","status":"succeeded","attempts":[{"number":1}],
         "started_at":"2026-01-02T03:04:00Z","ended_at":"2026-01-02T03:04:02Z","summary":"stack absent, as arn:aws:iam::000000000000:user/kim"},
        {"name":"samBuild","status":"%s","attempts":[{"number":1}],
         "started_at":"2026-01-02T03:04:02Z","ended_at":"2026-01-02T03:04:25Z","summary":"new layer, 83.3 MB unzipped"},
        {"name":"samDeploy","status":"%s"}]\
      """;

  private static final String LIVE =
      STEPS.formatted("succeeded", "skipped")
          + """
          ,"outputs":{"function_arn":"arn:aws:lambda:eu-west-1:000000000000:function:weather",
           "function_url":"https://abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-west-1.on.aws/"},
           "advice":[{"message":"Environments kept warm are paid for all month, used or not."}]\
          """;

  private static final String BROKEN =
      STEPS.formatted("failed", "skipped")
          + """
          ,"failure":{"type":"DependencyUnresolvable","class":"dependency","step":"samBuild",
           "message":"No version of nosuchpackage fits python3.12 on x86_64.",
           "evidence":["Because nosuchpackage was not found, your requirements are unsatisfiable."],
           "next_action":"Correct the requirements, then deploy again."},
           "decisions":[{"verb":"retry","changes":true,"at":"2026-01-02T03:04:20Z","by":"lee","reason":"more memory"}],
           "compensation":[{"resource":"stack","id":"strands-agent-weather","action":"deleted","reason":"This deployment created it."}]\
          """;

  /** Where it runs. */
  enum Form {
    NARROW(80, true, true),
    WIDE(140, true, true),
    NO_COLOUR(80, true, false),
    PIPE(120, false, false);

    private final int width;
    private final boolean terminal;
    private final boolean colours;

    Form(int width, boolean terminal, boolean colours) {
      this.width = width;
      this.terminal = terminal;
      this.colours = colours;
    }

    FakeConsole console() {
      var console = new FakeConsole();
      if (terminal) {
        console.asTerminal(width);
      }
      return colours ? console.withColors() : console;
    }
  }

  private static final String DIFF =
      """
      {"from":{"deployment_id":"d-1","revision":3},"to":{"deployment_id":"d-0","revision":2},"same":false,
       "files":[{"path":"weather.py","change":"changed","binary":false,"lines_added":1,"lines_removed":1,
         "diff":"--- a/weather.py\\n+++ b/weather.py\\n@@ -1,2 +1,2 @@\\n def main(prompt):\\n-    return 天\\n+    return prompt\\n","complete":true}],
       "settings":[{"field":"memory_size","label":"Memory","from":"512 MB","to":"256 MB"}],
       "cost":{"from_monthly_usd":0.1687,"to_monthly_usd":0.0853}}""";

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource(Form.class)
  void everyForm_isAsItWasReviewed(Form form) throws IOException {
    Files.writeString(folder.resolve("weather.py"), "def main(prompt):\n    天 = (prompt\n");
    var transcript = new StringBuilder();
    try (var server = new ScriptedServer()) {
      script(server);
      run(transcript, server, form, "deploy", "weather.py", "--name", "weather");
      run(transcript, server, form, "deploy", "weather.py", "--name", "n", "--memory", "64");
      run(transcript, server, form, "show", "d-2");
      run(transcript, server, form, "list");
      run(transcript, server, form, "list", "--agent", "zzz");
      run(transcript, server, form, sure(form, "approve", "d-3", "--reason", "reviewed"));
      run(transcript, server, form, "check", "weather.py");
      run(transcript, server, form, sure(form, "destroy", "eu-west-1/strands-agent-weather"));
      run(transcript, server, form, "rollback", "eu-west-1/strands-agent-weather", "--no-wait");
      run(transcript, server, form, "logs", "d-2", "--failed");
      run(transcript, server, form, "agent", "eu-west-1/strands-agent-weather");
    }
    assertIsAsReviewed(form.name().toLowerCase(java.util.Locale.ROOT), transcript.toString());
  }

  /** With the consent that these need where no one can be asked. */
  private static String[] sure(Form form, String... words) {
    return Stream.concat(Stream.of(words), form.terminal ? Stream.of() : Stream.of("--yes"))
        .toArray(String[]::new);
  }

  private static void script(ScriptedServer server) {
    server
        .on("POST /deployments", 202, "{\"deployment_id\":\"d-1\"}")
        .on(
            "POST /deployments",
            422,
            "{\"title\":\"Invalid\",\"detail\":\"The request has 1 error; nothing was"
                + " changed.\",\"errors\":[{\"code\":\"out_of_range\",\"field\":\"memory_size\",\"message\":\"memory_size:"
                + " 64 (expected: 128 to 10240)\"}]}")
        .on("GET /deployments/d-1", 200, view("d-1", "running", ""))
        .on("GET /deployments/d-1", 200, view("d-1", "succeeded", LIVE))
        .onEvents(
            "GET /deployments/d-1/events",
            event(1, "status", "{\"status\":\"running\",\"at\":\"2026-01-02T03:04:00Z\"}"),
            event(
                2,
                "step",
                "{\"name\":\"samBuild\",\"status\":\"running\",\"at\":\"2026-01-02T03:04:02Z\"}"),
            event(
                3,
                "step",
                "{\"name\":\"samBuild\",\"status\":\"succeeded\",\"at\":\"2026-01-02T03:04:25Z\",\"summary\":\"new"
                    + " layer, 83.3 MB unzipped\"}"),
            event(4, "status", "{\"status\":\"succeeded\",\"at\":\"2026-01-02T03:04:31Z\"}"))
        .on("GET /deployments/d-2", 200, view("d-2", "failed", BROKEN))
        .on(
            "GET /deployments",
            200,
            "{\"deployments\":[%s,%s,%s],\"next_page_token\":\"t\"}"
                .formatted(
                    view("d-3", "awaiting_approval", ",\"requested_by\":\"kim\""),
                    view(
                        "d-2",
                        "failed",
                        BROKEN + ",\"requested_by\":\"kim\",\"duration_ms\":31400"),
                    view("d-0", "succeeded", ",\"requested_by\":\"lee\",\"revision\":2")))
        .on("GET /deployments?agent=zzz", 200, "{\"deployments\":[]}")
        .on(
            "GET /deployments/d-3",
            200,
            view(
                "d-3",
                "awaiting_approval",
                ",\"plan\":{\"change_set_id\":\"arn:cs/2\",\"changes\":[{\"action\":\"Modify\",\"logical_id\":\"AgentFunction\",\"resource_type\":\"AWS::Lambda::Function\",\"replacement\":\"False\"}],\"expires_at\":\"2026-01-05T03:04:00Z\"}"))
        .on("GET /deployments/d-3", 200, view("d-3", "succeeded", LIVE))
        .on("POST /deployments/d-3/approve", 202, "{\"status\":\"running\"}")
        .on(
            "POST /check",
            200,
            "{\"ok\":false,\"errors\":[{\"code\":\"syntax_error\",\"line\":2,\"column\":9,\"message\":\"'('"
                + " was never closed\"}],\"warnings\":[]}")
        .on(
            "DELETE /agents/eu-west-1/strands-agent-weather?dry_run=true",
            200,
            "{\"would_remove\":[{\"resource\":\"stack\",\"id\":\"strands-agent-weather\",\"action\":\"deleted\",\"reason\":\"With"
                + " all its resources.\"}]}")
        .on("DELETE /agents/eu-west-1/strands-agent-weather", 202, "{\"deployment_id\":\"d-4\"}")
        .on(
            "GET /deployments/d-4",
            200,
            view("d-4", "succeeded", ",\"deployment_type\":\"destroy\""))
        .on(
            "GET /agents/eu-west-1/strands-agent-weather",
            200,
            """
            {"agent":{"name":"weather","region":"eu-west-1","stack_name":"strands-agent-weather"},
             "links":{"page":"/agents/eu-west-1/strands-agent-weather"},
             "live":{"number":3,"live_since":"2026-01-02T03:04:31Z","requested_by":"kim","memory_size":512,
              "timeout":300,"runtime":"python3.12","architecture":"x86_64"},
             "revisions":[{"number":3,"live_since":"2026-01-02T03:04:31Z","deployment_id":"d-1",
               "source_sha256":"abcdefabcdefabcdef","requested_by":"kim","reason":"换一个更大的模型","rollback_offered":false},
              {"number":2,"live_since":"2026-01-01T03:04:31Z","deployment_id":"d-0",
               "source_sha256":"fedcbafedcbafedcba","requested_by":"lee","rollback_offered":true}]}\
            """)
        .on("GET /agents/eu-west-1/strands-agent-weather/diff?to=d-3", 200, DIFF)
        .on("GET /agents/eu-west-1/strands-agent-weather/diff?from=live&to=2", 200, DIFF)
        .on(
            "POST /agents/eu-west-1/strands-agent-weather/rollback",
            202,
            "{\"deployment_id\":\"d-5\"}")
        .on(
            "GET /deployments/d-2/logs?step=samBuild",
            200,
            "{\"time\":\"2026-01-02T03:04:05Z\",\"step\":\"samBuild\",\"line\":\"Resolved 42"
                + " packages\"}\n");
  }

  private static String view(String id, String status, String more) {
    return CommandLineCase.view(status, more).replace("\"d-1\"", '"' + id + '"');
  }

  private void run(StringBuilder transcript, ScriptedServer server, Form form, String... words) {
    FakeConsole console = form.console();
    var clock = new MovedClock();
    var reconnects = new ReconnectPolicy(clock, clock::move);
    var environment =
        Map.of("SLIPWAY_URL", server.url(), "XDG_CONFIG_HOME", folder.resolve("none").toString());
    String[] placed = words.clone();
    for (int i = 0; i < placed.length; i++) {
      placed[i] = placed[i].endsWith(".py") ? folder.resolve(placed[i]).toString() : placed[i];
    }
    int exitCode =
        Slipway.run(new Session(console, environment, reconnects, ZoneOffset.UTC), folder, placed);
    transcript.append("$ slipway ").append(String.join(" ", words)).append('\n');
    append(transcript, console.outText(), "");
    append(transcript, console.errText(), "! ");
    console.questions().forEach(question -> append(transcript, question, "? "));
    transcript.append("= ").append(exitCode).append("\n\n");
    String here = folder.toString() + "/";
    replace(transcript, here, "");
    replace(transcript, server.url(), "http://127.0.0.1:8480");
  }

  private static void append(StringBuilder transcript, String text, String margin) {
    text.lines().forEach(line -> transcript.append(margin).append(line).append('\n'));
  }

  private static void replace(StringBuilder text, String what, String with) {
    String replaced = text.toString().replace(what, with);
    text.setLength(0);
    text.append(replaced);
  }

  private static void assertIsAsReviewed(String name, String transcript) throws IOException {
    // An escape character would make the file binary to most tools.
    String text = transcript.replace((char) 27, '␛');
    Path file = FILES.resolve(name + ".txt");
    if (Boolean.getBoolean("slipway.docs.write")) {
      Files.createDirectories(FILES);
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }
}
