package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerbsTest extends CommandLineCase {
  private static final String AGENTS =
      """
      {"agents":[
       {"agent":{"name":"weather","region":"eu-west-1","stack_name":"s-weather"},"live":{"number":3},
        "revisions":[{},{}],"queue":{"running":"d-8","waiting":["d-9"]},
        "expires_at":"2026-11-25T10:00:00Z"},
       {"agent":{"name":"twin","region":"eu-west-1","stack_name":"s-twin"}},
       {"agent":{"name":"twin","region":"us-east-1","stack_name":"s-twin"}}]}\
      """;

  @ParameterizedTest
  @ValueSource(strings = {"cancel", "abort", "reject", "retry"})
  void aWordToADeploymentGoesWithItsReason(String verb) {
    server.on("POST /deployments/d-1/" + verb, 202, "{\"status\":\"running\"}");
    assertThat(slipway(verb, "d-1", "--reason", "because", "--no-wait")).isZero();
    assertThat(lastBody()).isEqualTo("{\"reason\":\"because\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "retry, succeeded, 0",
    "retry, parked, 5",
    "abort, canceled, 0",
    "reject, failed, 0",
    "cancel, canceled, 0",
    "cancel, succeeded, 1"
  })
  void aDecisionIsFollowed_andDoneWhenItsPurposeIs(String verb, String end, int exitCode) {
    server
        .on("POST /deployments/d-1/" + verb, 202, "{\"status\":\"running\"}")
        .on("GET /deployments/d-1", 200, view(end, ""));
    assertThat(slipway(verb, "d-1")).isEqualTo(exitCode);
    assertThat(console.outText())
        .contains(verb + " accepted", "page           " + server.url() + "/deployments/d-1");
  }

  @Test
  void anAbortThatLeftSomethingBehind_isNotDone() {
    server
        .on("POST /deployments/d-1/abort", 202, "{}")
        .on(
            "GET /deployments/d-1",
            200,
            view("failed", ",\"compensation\":[{\"resource\":\"stack\",\"action\":\"failed\"}]"));
    assertThat(slipway("abort", "d-1")).isEqualTo(1);
  }

  @Test
  void rollbackWithoutARevision_takesTheOneBefore() {
    server
        .on(
            "GET /agents/eu-west-1/s",
            200,
            """
            {"live":{"number":5},"revisions":[{"number":6,"rollback_offered":true},
             {"number":5,"rollback_offered":false},{"number":4,"rollback_offered":false},
             {"number":3,"rollback_offered":true},{"number":1,"rollback_offered":true}]}\
            """)
        .on("GET /agents/eu-west-1/new", 200, "{\"live\":{\"number\":1},\"revisions\":[]}")
        .on("POST /agents/eu-west-1/s/rollback", 202, "{\"deployment_id\":\"d-1\"}");
    assertThat(slipway("rollback", "eu-west-1/s", "--no-wait")).isZero();
    assertThat(lastBody()).isEqualTo("{\"to_revision\":3}");
    assertThat(slipway("rollback", "eu-west-1/new")).isEqualTo(2);
    assertThat(console.errText()).contains("no revision before 1 is kept, and no other; deploy");
  }

  @Test
  void rollbackWithoutARevision_namesTheLaterOnes_ifThereAreNoOthers() {
    server.on(
        "GET /agents/eu-west-1/s",
        200,
        """
        {"live":{"number":4},"revisions":[{"number":6,"rollback_offered":true},
         {"number":5,"rollback_offered":true},{"number":4,"rollback_offered":false}]}\
        """);
    assertThat(slipway("rollback", "eu-west-1/s")).isEqualTo(2);
    assertThat(console.errText())
        .contains("no revision before 4 is kept (expected: --to REV, one of 5, 6)");
  }

  @Test
  void logsOfTheStepThatFailed() {
    server
        .on("GET /deployments/d-1", 200, view("failed", ",\"failure\":{\"step\":\"samBuild\"}"))
        .on("GET /deployments/d-1/logs?step=samBuild", 200, "{\"line\":\"no such package\"}\n")
        .on("GET /deployments/d-2", 200, view("succeeded", ""));
    assertThat(slipway("logs", "d-1", "--failed")).isZero();
    assertThat(console.outText()).isEqualTo("no such package");
    assertThat(slipway("logs", "d-2", "--failed")).isEqualTo(2);
    assertThat(console.errText()).contains("no step of it has failed; it is succeeded");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'  x = (1'|7|'      ^'",
        "'\tx = ('|6|'     ^'",
        "天气 = (|6|'       ^'",
        "天，= (|5|'      ^'",
        "x|9|",
        "x|0|"
      })
  void aFindingShowsItsLine_withACaretWhereItIs(String code, int column, String caret) {
    server.on(
        "POST /check",
        200,
        "{\"ok\":false,\"errors\":[{\"line\":2,\"column\":%d,\"message\":\"bad\"}]}"
            .formatted(column));
    slipway("check", file("a.py", "# first\n" + code + "\n"));
    String place = caret == null ? "" : "\n       | " + caret;
    assertThat(console.outText())
        .contains("bad\n     2 | " + code.replace('\t', ' ') + place + "\n");
  }

  @Test
  void listSearchesLikeThePage_andTellsADestroyFromADeployment() {
    server.on(
        "GET /deployments?search=weath",
        200,
        """
        {"deployments":[
          {"deployment_id":"d-2","deployment_type":"destroy","status":"succeeded",
           "agent":{"name":"weather","region":"eu-west-1"}},
          {"deployment_id":"d-1","deployment_type":"lambda","status":"succeeded",
           "agent":{"name":"weather","region":"eu-west-1"}}]}""");
    assertThat(slipway("list", "--search", "weath")).isZero();
    assertThat(console.outText())
        .contains("d-2  weather (destroy)  eu-west-1", "d-1  weather            eu-west-1");
  }

  @Test
  void list_saysWhichRevisionWentLive_andWhyNoneDid() {
    server.on(
        "GET /deployments",
        200,
        """
        {"deployments":[
          {"deployment_id":"d-2","status":"failed","agent":{"name":"w","region":"eu-west-1"},
           "failure":{"type":"NameTaken","class":"stack","message":"It exists\\nalready."}},
          {"deployment_id":"d-1","status":"succeeded","agent":{"name":"w","region":"eu-west-1"},
           "revision":7}]}""");
    assertThat(slipway("list")).isZero();
    assertThat(console.outText().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "ID AGENT REGION STATUS REVISION CREATED TOOK BY FAILURE",
            "d-2 w eu-west-1 failed NameTaken: It exists already.",
            "d-1 w eu-west-1 succeeded 7");
  }

  @Test
  void agentOnAgentCore_hasNoMemoryOfItsOwn() {
    server.on(
        "GET /agents/eu-west-1/s",
        200,
        """
        {"agent":{"name":"weather","region":"eu-west-1","stack_name":"s"},
         "live":{"number":1,"runtime":"python3.12","architecture":"arm64","memory_size":512,
           "timeout":300,"outputs":{"runtime_arn":"arn:aws:x","endpoint":"live"}}}""");
    assertThat(slipway("agent", "eu-west-1/s")).isZero();
    assertThat(console.outText())
        .contains("python3.12, arm64, AgentCore, 300 s", "  runtime ARN    arn:aws:x");
  }

  @Test
  void aDecisionThatDoesNotApplyShowsTheStatus() {
    server.on(
        "POST /deployments/d-1/cancel",
        409,
        "{\"title\":\"It is over\",\"current_status\":\"failed\"}");
    assertThat(slipway("cancel", "d-1")).isEqualTo(2);
    assertThat(console.errText()).contains("It is over", "status now: failed");
  }

  @Test
  void retrySendsAPatch() {
    server.on("POST /deployments/d-1/retry", 202, "{}");
    slipway("retry", "d-1", "--memory", "1024", "--code", file("a.py", "x"), "--no-wait");
    assertThat(lastBody())
        .isEqualTo("{\"patch\":{\"memory_size\":1024,\"code\":\"x\",\"file_name\":\"a.py\"}}");
  }

  @Test
  void retrySendsTheResourcesToSkip() {
    server.on("POST /deployments/d-1/retry", 202, "{}");
    slipway(
        "retry", "d-1", "--skip-resource", "AgentRole", "--skip-resource", "AgentUrl", "--no-wait");
    assertThat(lastBody())
        .isEqualTo("{\"patch\":{\"skip_resources\":[\"AgentRole\",\"AgentUrl\"]}}");
  }

  @Test
  void aStuckRollbackShowsTheCommandToContinue() {
    String stuck =
        ",\"failure\":{\"type\":\"RollbackStuck\",\"blocked_resources\":[\"AgentRole\"]}";
    server.on("GET /deployments/d-1", 200, view("parked", stuck));
    slipway("show", "d-1");
    assertThat(console.outText()).contains("slipway retry d-1 --skip-resource AgentRole");
  }

  @Test
  void parkedDeployment_isShownWithItsPlan_andARunningOneWithout() {
    String plan = ",\"plan\":{\"changes\":[{\"action\":\"Remove\",\"logical_id\":\"AgentUrl\"}]}";
    server.on("GET /deployments/d-1", 200, view("parked", plan));
    slipway("show", "d-1");
    assertThat(console.outText()).contains("Plan: changes to the live stack", "-  AgentUrl");

    server.on("GET /deployments/d-2", 200, view("running", plan));
    slipway("show", "d-2");
    assertThat(console.outText()).containsOnlyOnce("AgentUrl");
  }

  @Test
  void listWithoutAHit_saysSo_andAnEmptyOneSaysHowToBegin() {
    server
        .on("GET /deployments?agent=zzz", 200, "{\"deployments\":[]}")
        .on("GET /deployments", 200, "{\"deployments\":[]}");
    slipway("list", "--agent", "zzz");
    assertThat(console.errText()).isEqualTo("No deployments match.");
    slipway("list");
    assertThat(console.errText()).contains("slipway deploy FILE --name NAME");
  }

  /** The server looks through some deployments at a time. */
  @Test
  void listWithoutAHitSoFar_saysHowToGoOn() {
    server
        .on("GET /deployments?search=zz", 200, "{\"deployments\":[],\"next_page_token\":\"t\"}")
        .on("GET /deployments", 200, "{\"deployments\":[],\"next_page_token\":\"t\"}");
    for (String[] words : new String[][] {{"list", "--search", "zz"}, {"list"}}) {
      slipway(words);
      assertThat(console.errText())
          .endsWith("None among those searched so far. There are more: --page-token t or --all");
    }
  }

  @Test
  void codeWithAWarning_isNotSaidToBeFine() {
    server.on(
        "POST /check",
        200,
        "{\"ok\":true,\"warnings\":[{\"code\":\"c\",\"line\":1,\"message\":\"the model was"
            + " retired\"}]}");
    String file = file("a.py", "x = 1");
    assertThat(slipway("check", file)).isZero();
    assertThat(console.outText())
        .contains(file + " can be deployed, with 1 warning.")
        .doesNotContain("is fine");
  }

  @Test
  void allPagesAreMerged() {
    server
        .on(
            "GET /deployments?status=failed",
            200,
            "{\"deployments\":[" + view("failed", "") + "],\"next_page_token\":\"a b\"}")
        .on(
            "GET /deployments?status=failed&page_token=a%20b",
            200, "{\"deployments\":[{\"deployment_id\":\"d-2\"}]}");
    assertThat(slipway("list", "--status", "failed", "--all")).isZero();
    assertThat(console.outText()).contains("d-1", "d-2").doesNotContain("page-token");
  }

  @Test
  void aPageThatIsNotTheLastSaysHowToContinue() {
    server.on(
        "GET /deployments?page_size=1",
        200,
        "{\"deployments\":[" + view("failed", "") + "],\"next_page_token\":\"t\"}");
    slipway("list", "--page-size", "1");
    assertThat(console.errText()).contains("--page-token t");
  }

  @Test
  void anAgentIsFoundByItsName() {
    server
        .on("GET /agents", 200, AGENTS)
        .on(
            "POST /agents/eu-west-1/s-weather/invoke",
            200,
            "{\"status_code\":200,\"response\":\"Sunny\",\"duration_ms\":812}");
    assertThat(slipway("invoke", "weather", "Rain?", "--via", "url")).isZero();
    assertThat(lastBody()).isEqualTo("{\"prompt\":\"Rain?\",\"via\":\"url\"}");
    assertThat(console.outText()).isEqualTo("Sunny");
  }

  @Test
  void anUnknownName_mayBeADestroyedAgents_whichOnlyItsAddressFinds() {
    server.on("GET /agents", 200, AGENTS);
    assertThat(slipway("destroy", "gone", "--dry-run")).isEqualTo(2);
    assertThat(console.errText())
        .startsWith("error: There is no agent 'gone'. One that was destroyed, or never went live,")
        .contains("REGION/STACK", "eu-west-1/s-weather");
  }

  @Test
  void anAgentOnALaterPageIsFoundToo() {
    server
        .on("GET /agents", 200, "{\"agents\":[],\"next_page_token\":\"p2\"}")
        .on("GET /agents?page_token=p2", 200, AGENTS)
        .on("POST /agents/eu-west-1/s-weather/invoke", 200, "{\"status_code\":200}");
    assertThat(slipway("invoke", "weather", "Rain?")).isZero();
    assertThat(slipway("agents")).isZero();
    assertThat(console.outText()).contains("weather", "twin");
  }

  @Test
  void anAgentThatFailsIsExitCodeOneWithItsLog() {
    server.on(
        "POST /agents/eu-west-1/s/invoke",
        200,
        "{\"status_code\":500,\"response\":{\"error\":\"x\"},\"log_tail\":\"Traceback\"}");
    assertThat(slipway("invoke", "eu-west-1/s", "--payload", "{\"a\":1}")).isEqualTo(1);
    assertThat(lastBody()).isEqualTo("{\"payload\":{\"a\":1}}");
    assertThat(console.errText()).contains("  | Traceback");
  }

  @Test
  void anAnswerIsPrintedAsItComes() {
    server.onEvents(
        "POST /agents/eu-west-1/s/invoke",
        ScriptedServer.event(1, "piece", "\"Sunny,\""),
        ScriptedServer.event(2, "piece", "\" and warm\""),
        ScriptedServer.event(
            3, "end", "{\"status_code\":200,\"response\":null,\"duration_ms\":812}"));
    assertThat(slipway("invoke", "eu-west-1/s", "Rain?", "--stream")).isZero();
    assertThat(console.drawnText()).isEqualTo("Sunny, and warm\n");
    assertThat(console.outText()).isEmpty();
    assertThat(server.requests().getLast().headers().get("Accept"))
        .containsExactly("text/event-stream, application/problem+json");

    assertThat(slipway("invoke", "eu-west-1/s", "Rain?", "--stream", "--json")).isZero();
    assertThat(console.outText().lines())
        .containsExactly(
            "{\"piece\":\"Sunny,\"}",
            "{\"piece\":\" and warm\"}",
            "{\"status_code\":200,\"response\":null,\"duration_ms\":812}");
  }

  @Test
  void anAnswerThatBreaksOffIsExitCodeOneWithItsReason() {
    server.onEvents(
        "POST /agents/eu-west-1/s/invoke",
        ScriptedServer.event(1, "piece", "\"Sun\""),
        ScriptedServer.event(
            2, "end", "{\"status_code\":500,\"response\":{\"error\":\"no tea\"}}"));
    assertThat(slipway("invoke", "eu-west-1/s", "Rain?", "--stream")).isEqualTo(1);
    assertThat(console.drawnText()).isEqualTo("Sun\n");
    assertThat(console.outText()).contains("no tea");
  }

  @Test
  void aStreamWithoutAnEndIsALostConnection() {
    server.onEvents("POST /agents/eu-west-1/s/invoke", ScriptedServer.event(1, "piece", "\"Sun\""));
    assertThat(slipway("invoke", "eu-west-1/s", "Rain?", "--stream")).isEqualTo(3);
    assertThat(console.errText()).contains("the answer broke off");
  }

  @Test
  void anAmbiguousNameListsTheCandidates() {
    server.on("GET /agents", 200, AGENTS);
    assertThat(slipway("destroy", "twin")).isEqualTo(2);
    assertThat(console.errText())
        .contains("eu-west-1/s-twin", "us-east-1/s-twin")
        .doesNotContain("weather");
  }

  @Test
  void anUnknownNameListsTheAgents() {
    server.on("GET /agents", 200, AGENTS);
    assertThat(slipway("agent", "wether")).isEqualTo(2);
    assertThat(console.errText()).contains("no agent 'wether'", "eu-west-1/s-weather");
  }

  @Test
  void agentsAreListedInATable() {
    server.on("GET /agents", 200, AGENTS);
    slipway("agents");
    assertThat(console.outText().lines().skip(1).findFirst().orElse(""))
        .isEqualTo("weather  eu-west-1/s-weather  3     2          2      2026-11-25 10:00:00");
  }

  @Test
  void anAgentIsShownWithItsExpiryAndItsRevisions() {
    server.on(
        "GET /agents/eu-west-1/s",
        200,
        """
        {"agent":{"name":"weather","region":"eu-west-1","stack_name":"s"},
         "live":{"number":2,"live_since":"2026-01-02T03:04:00.123Z","requested_by":"kim",
          "reason":"first try","memory_size":512,"timeout":300,"runtime":"python3.11",
          "architecture":"x86_64","outputs":{"function_arn":"arn:f"}},
         "revisions":[
          {"number":2,"live_since":"2026-01-02T03:04:00Z","deployment_id":"d-2",
           "source_sha256":"abcdefabcdefabcdef","requested_by":"kim","rollback_of":1},
          {"number":1,"live_since":"2026-01-02T03:00:00Z","deployment_id":"d-1",
           "source_sha256":"abcdefabcdefabcdef","requested_by":"kim","reason":"new"}],
         "queue":{"running":"d-3","waiting":["d-4"],"entries":[{"deployment_id":"d-3"},
          {"deployment_id":"d-4","not_before":"2026-01-03T00:00:00Z"}]},
         "expiry":{"at":"2026-01-09T00:00:00Z","set_by":"lee"},
         "drift":{"status":"in_sync","checked_at":"2026-01-02T04:00:00Z","every":"6h"},
         "audit":{"head":{"sequence":2,"sha256":"feed"},"unaudited":["d-0"],"trouble":"denied"}}\
        """);
    assertThat(slipway("agent", "eu-west-1/s")).isZero();
    assertThat(console.outText())
        .contains(
            "weather  eu-west-1/s  revision 2 is live",
            "since          2026-01-02 03:04:00, by kim: first try",
            "python3.11, x86_64, 512 MB, 300 s",
            "arn:f",
            "expires        2026-01-09 00:00:00, by lee",
            "in sync, checked 2026-01-02 04:00:00, every 6h",
            "running        d-3",
            "waiting        d-4, not before 2026-01-03 00:00:00",
            "bundle 2, head feed",
            "d-0: denied",
            "→  2         2026-01-02 03:04:00  d-2         abcdefabcdef…  kim  rollback to revision 1",
            "   1         2026-01-02 03:00:00  d-1         abcdefabcdef…  kim  new");
  }

  @Test
  void aDryRunOnlyShowsWhatWouldBeRemoved() {
    server.on(
        "DELETE /agents/eu-west-1/s?dry_run=true",
        200,
        """
        {"would_remove":[{"resource":"stack","id":"s","action":"deleted","reason":"It would."}]}\
        """);
    assertThat(slipway("destroy", "eu-west-1/s", "--dry-run")).isZero();
    assertThat(console.outText()).contains("Would be removed", "remove  stack     s   It would.");
  }

  @Test
  void destroyWaitsUntilItIsDone() {
    server
        .on("DELETE /agents/eu-west-1/s?reason=old%20one", 202, "{\"deployment_id\":\"d-1\"}")
        .on("GET /deployments/d-1", 200, view("succeeded", ""));
    assertThat(slipway("destroy", "eu-west-1/s", "--yes", "--reason", "old one")).isZero();
  }

  @Test
  void rollbackNamesTheRevision() {
    server.on("POST /agents/eu-west-1/s/rollback", 202, "{\"deployment_id\":\"d-1\"}");
    assertThat(slipway("rollback", "eu-west-1/s", "--to", "3", "--reason", "r", "--no-wait"))
        .isZero();
    assertThat(lastBody()).isEqualTo("{\"to_revision\":3,\"reason\":\"r\"}");
  }

  @Test
  void rollbackSendsItsIdAndItsQueuePolicy() {
    server.on("POST /agents/eu-west-1/s/rollback", 202, "{\"deployment_id\":\"d-1\"}");
    assertThat(
            slipway(
                "rollback",
                "eu-west-1/s",
                "--to",
                "3",
                "--id",
                "ci-1",
                "--queue-policy",
                "latest_wins",
                "--no-wait"))
        .isZero();
    assertThat(lastBody())
        .isEqualTo(
            "{\"to_revision\":3,\"deployment_id\":\"ci-1\",\"queue_policy\":\"latest_wins\"}");
  }

  @Test
  void ttlSaysWhenTheAgentExpires_orThatItStays() {
    server.on("POST /agents/eu-west-1/s/ttl", 200, "{\"expires_at\":\"2026-11-24T22:00:00Z\"}");
    assertThat(slipway("ttl", "eu-west-1/s", "2h", "--reason", "r")).isZero();
    assertThat(lastBody()).isEqualTo("{\"ttl\":\"2h\",\"reason\":\"r\"}");
    assertThat(console.outText()).contains("destroyed at 2026-11-24 22:00:00");

    server.on("POST /agents/eu-west-1/t/ttl", 200, "{}");
    assertThat(slipway("ttl", "eu-west-1/t", "none")).isZero();
    assertThat(console.outText()).contains("stays until");
  }

  @Test
  void aCheckThatFindsErrorsIsExitCodeOne() {
    String file = file("a.py", "x =");
    server.on(
        "POST /check",
        200,
        "{\"ok\":false,\"errors\":[{\"code\":\"c\",\"line\":2,\"message\":\"bad\"}]}");
    assertThat(slipway("check", file)).isEqualTo(1);
    assertThat(console.outText()).contains("error: " + file + ":2: bad [c]");
  }

  @Test
  void aCheckThatPassesShowsWhatTheCodeNeeds() {
    server.on(
        "POST /check",
        200,
        "{\"ok\":true,\"errors\":[],\"warnings\":[],\"entry_point\":{\"name\":\"main\",\"line\":4},\"requirements\":[\"strands-agents\"]}");
    console.withInput("x = 1");
    assertThat(slipway("check", "-", "--runtime", "python3.13")).isZero();
    assertThat(console.outText()).contains("main (line 4)", "strands-agents", "stdin is fine.");
    assertThat(lastBody()).isEqualTo("{\"code\":\"x = 1\",\"runtime\":\"python3.13\"}");
  }

  @Test
  void suggestedPermissionsAreAFileForTheNextDeployment() {
    String file = file("a.py", "x = 1");
    server.on(
        "POST /check",
        200,
        """
        {"ok":true,"errors":[],"warnings":[{"code":"rights_unknown","line":9,"message":"not known"}],
         "permissions":[{"Effect":"Allow","Action":["dynamodb:PutItem"],"Resource":["*"]}],
         "rights":[{"actions":["dynamodb:PutItem"],"resources":["*"],"line":7,
                    "reason":"table.put_item","note":"put the name in place of *"}]}\
        """);
    assertThat(slipway("check", file, "--suggest-permissions")).isZero();
    assertThat(Json.parse(console.outText()).orElseThrow())
        .hasToString(
            "[{\"Effect\":\"Allow\",\"Action\":[\"dynamodb:PutItem\"],\"Resource\":[\"*\"]}]");
    assertThat(console.errText())
        .contains(
            file + ":7: table.put_item needs dynamodb:PutItem (put the name in place of *)",
            file + ":9: not known [rights_unknown]");
  }

  @Test
  void logsAreLinesOrTheServersOwnJson() {
    String line =
        "{\"time\":\"2026-01-02T03:04:05Z\",\"step\":\"samBuild\",\"attempt\":2,\"line\":\"done\"}";
    server
        .on("GET /deployments/d-1/logs?step=samBuild", 200, line + "\n")
        .on("GET /deployments/d-1/logs?follow=true", 200, line + "\n")
        .on("GET /deployments/d-1", 200, view("succeeded", ""));
    slipway("logs", "d-1", "--step", "samBuild");
    slipway("logs", "d-1", "--follow", "--json");
    assertThat(console.outText()).isEqualTo("03:04:05  samBuild#2  done\n" + line);
  }

  @Test
  void anAgentsLogIsReadToItsEndAcrossAnswers() {
    String logs = "GET /agents/us-east-1/strands-agent-a/logs?since=1h";
    server
        .on(
            logs,
            200,
            "{\"line\":\"one\"}\n{\"line\":\"on it goes\",\"cut\":true,\"next\":\"n-1\"}\n")
        .on(
            logs + "&next=n-1",
            200,
            "{\"line\":\"two\"}\n{\"line\":\"some are missing\",\"cut\":true}\n");
    assertThat(slipway("agent-logs", "us-east-1/strands-agent-a", "--since", "1h")).isZero();
    assertThat(console.outText()).isEqualTo("one\ntwo\nsome are missing");
  }

  @Test
  void aFollowedLogResumesAfterALostConnectionWithEachLineOnce() {
    String first = "{\"line\":\"one\"}\n";
    server
        .onBrokenOff("GET /deployments/d-1/logs?follow=true", first)
        .on("GET /deployments/d-1/logs?follow=true", 503, "{\"title\":\"Starting\"}")
        .on("GET /deployments/d-1/logs?follow=true", 200, first + "{\"line\":\"two\"}\n")
        .on("GET /deployments/d-1", 200, view("succeeded", ""));
    assertThat(slipway("logs", "d-1", "--follow")).isZero();
    assertThat(console.outText()).isEqualTo("one\ntwo");
    assertThat(console.errText()).contains("connection lost");
  }

  /** The server ends an answer after hours, in which a deployment may be parked. */
  @Test
  void aFollowedLogGoesOnUntilTheDeploymentHasEnded() {
    String first = "{\"line\":\"one\"}\n";
    server
        .on("GET /deployments/d-1/logs?follow=true", 200, first)
        .on("GET /deployments/d-1", 200, view("parked", ""))
        .on("GET /deployments/d-1/logs?follow=true", 200, first + "{\"line\":\"two\"}\n")
        .on("GET /deployments/d-1", 200, view("canceled", ""));
    assertThat(slipway("logs", "d-1", "--follow")).isZero();
    assertThat(console.outText()).isEqualTo("one\ntwo");
  }

  @Test
  void anAgentsFollowedLogResumesWithEachLineOnce() {
    String logs = "GET /agents/us-east-1/strands-agent-a/logs?since=";
    String one = logLine("09:00:00", "one");
    String two = logLine("09:01:30", "the same") + logLine("09:01:30", "the same");
    String late = logLine("09:01:10", "late");
    server
        .onBrokenOff(logs + "1h&follow=true", one + two + late)
        .on(logs + "2026-11-28T09%3A00%3A30Z&follow=true", 503, "{\"title\":\"Starting\"}")
        .on(
            logs + "2026-11-28T09%3A00%3A30Z&follow=true",
            200,
            logLine("09:01:00", "later still")
                + late
                + two
                + logLine("09:01:30", "the same")
                + logLine("09:02:00", "last"));

    assertThat(slipway("agent-logs", "us-east-1/strands-agent-a", "--since", "1h", "-f")).isZero();

    assertThat(console.outText().lines().map(line -> line.replaceFirst(".*  ", "")))
        .containsExactly("one", "the same", "the same", "late", "later still", "the same", "last");
    assertThat(console.errText()).contains("connection lost");
  }

  @Test
  void anAgentsFollowedLogThatAwsRefusesIsNotAskedForAgain() {
    server.on(
        "GET /agents/us-east-1/strands-agent-a/logs?follow=true",
        502,
        "{\"type\":\"urn:slipway:problem:upstream\",\"title\":\"Bad Gateway\",\"detail\":\"AWS denied access.\"}");

    assertThat(slipway("agent-logs", "us-east-1/strands-agent-a", "-f")).isOne();

    assertThat(console.errText()).contains("AWS denied access.").doesNotContain("Retrying");
  }

  private static String logLine(String clock, String words) {
    return "{\"time\":\"2026-11-28T%sZ\",\"line\":\"%s\"}\n".formatted(clock, words);
  }

  @Test
  void aLogLineCannotControlTheTerminal() {
    server.on("GET /deployments/d-1/logs", 200, "{\"line\":\"\\u001b[31mred\\u001b[0m\\u0007\"}\n");
    slipway("logs", "d-1");
    assertThat(console.outText()).isEqualTo("red");
  }

  @Test
  void theAuditBundleIsPrintedUnchanged() {
    server.on("GET /deployments/d-1/audit", 200, "{\"who\":\"kim\"}");
    assertThat(slipway("audit", "d-1")).isZero();
    assertThat(console.drawnText()).isEqualTo("{\"who\":\"kim\"}");
  }

  @Test
  void anEstimateStartsWithThePrice() {
    server.on(
        "POST /estimate",
        200,
        """
        {"monthly_usd":4.2,"advice":["arm64 is cheaper"],"assumptions":{"memory_size":1024},
         "breakdown":[{"item":"rest_api","quantity":"100,000 requests","monthly_usd":0.35}]}\
        """);
    assertThat(slipway("estimate", "--memory", "1024", "--requests", "100000", "--api")).isZero();
    assertThat(console.outText())
        .startsWith("$4.2 a month\n")
        .contains("rest api  100,000 requests  0.35", "memory size: 1024")
        .endsWith("advice  arm64 is cheaper");
    assertThat(lastBody())
        .isEqualTo(
            "{\"memory_size\":1024,\"monthly_requests\":100000,\"enable_api_gateway\":true}");
  }

  @Test
  void anEstimateForAgentCore_saysWhichTargetSuits_andWhy() {
    server.on(
        "POST /estimate",
        200,
        """
        {"monthly_usd":7.41,"breakdown":[],"assumptions":{"sessions":{"idle_seconds":900}},"advice":[],
         "target":{"recommended":"lambda",
          "reasons":[{"code":"cheaper","target":"lambda","message":"About $3 on Lambda."}]}}""");
    assertThat(slipway("estimate", "--target", "agentcore", "--session-idle", "900")).isZero();
    assertThat(console.outText())
        .contains("sessions:\n  idle seconds: 900")
        .endsWith("best on lambda\n  lambda: About $3 on Lambda.");
    assertThat(lastBody())
        .isEqualTo("{\"deployment_type\":\"agentcore\",\"session_idle_timeout\":900}");
  }

  @Test
  void theServersRulesAreATable() {
    server.on(
        "GET /policy",
        200,
        """
        {"rules":[{"name":"two-eyes","owner":"security","reason":"Two people look.","agents":["prod-*"],
          "regions":[],"tags":{"stage":"p"},"require":[{"field":"approval","expected":"required"}]}]}\
        """);
    assertThat(slipway("policy")).isZero();
    assertThat(console.outText())
        .contains("two-eyes  prod-*, stage=p  approval: required  security")
        .endsWith("two-eyes: Two people look.");
  }

  @Test
  void aFileOfRulesIsCheckedWithoutAServer() {
    String bad =
        """
        rules:
          - {name: a, owner: b, require: {memory_size: {at_most: x}}}
          - {name: a}
          - {name: c, owner: d, packages: {cool_down: week}, at_once: 0, approvals: {}}
        """;
    assertThat(slipway("policy", "check", file("bad.yaml", bad))).isEqualTo(1);
    assertThat(console.errText())
        .contains("bad.yaml:2: memory_size.at_most: 'x' (expected: a whole number)")
        .contains("bad.yaml:3: owner: missing")
        .contains("bad.yaml:4: cool_down: 'week'", "bad.yaml:4: at_once: '0'")
        .contains("bad.yaml:4: approvals: no one");

    String good = "rules:\n  - {name: a, owner: b, require: {ttl: {at_most: 30d}}}\n";
    assertThat(slipway("policy", "check", file("good.yaml", good))).isZero();
    assertThat(console.outText()).endsWith("good.yaml: 1 rule");
    assertThat(slipway("policy", "check", "absent.yaml")).isEqualTo(2);
  }

  @Test
  void aPolicyFileThatIsFine_isCounted() {
    String text =
        """
        sign_in:
          - {issuer: https://a.example, audience: slipway}
          - {issuer: https://b.example, audience: slipway}
        grants:
          - {role: admin, to: {groups: [platform]}}
        rules:
          - {name: a, owner: b, require: {ttl: {at_most: 30d}}}
          - {name: b, owner: b, packages: {cool_down: 7d}, at_once: 5, approvals: {groups: [leads]}}
        """;
    assertThat(slipway("policy", "check", file("all.yaml", text))).isZero();
    assertThat(console.outText()).endsWith("all.yaml: 2 identity providers, 1 grant, 2 rules");

    assertThat(slipway("policy", "check", file("none.yaml", "rules: []"), "--json")).isZero();
    assertThat(console.outText())
        .contains("\"identity_providers\": 0", "\"grants\": 0", "\"rules\": 0");
  }

  @Test
  void anApprovalThatARuleAddsIsSaid() {
    server.on(
        "POST /deployments",
        202,
        """
        {"deployment_id":"d-1","tightened":[{"field":"approval","value":"required",
          "rule":"two-eyes","owner":"security"}]}\
        """);
    assertThat(slipway("deploy", file("a.py", "x"), "--name", "n", "--no-wait")).isZero();
    assertThat(console.outText()).contains("approval: required, by rule 'two-eyes' of security");
  }

  @Test
  void healthShowsWhatIsMissingEvenWith503() {
    server.on("GET /health", 503, "{\"status\":\"down\",\"temporal\":\"down\",\"title\":\"t\"}");
    assertThat(slipway("health")).isEqualTo(1);
    assertThat(console.outText()).contains("temporal: down");
  }
}
