package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.StubActivities;
import dev.slipway.workflows.model.ArtifactRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The API over the real workflows with fake activities. */
class StarterApiTest {
  private static final String CODE = "agent = Agent()\\ndef main():\\n    pass\\n";
  private static RunningStarter starter;
  private static FakeStorage storage;
  private static FakeWorker worker;
  private static StubActivities activities;

  @BeforeAll
  static void open() {
    storage = new FakeStorage();
    starter = RunningStarter.open(storage);
    activities = new StubActivities(storage);
    worker = new FakeWorker(starter.temporal(), activities);
  }

  @AfterAll
  static void close() {
    worker.close();
    starter.close();
  }

  private static Reply deploy(String id, String function, String more) {
    return starter.post(
        "/api/v1/deployments",
        """
        {"deployment_id":"%s","function_name":"%s","code":"%s","region":"us-east-1"%s}"""
            .formatted(id, function, CODE, more));
  }

  private static Reply awaitStatus(String id, String status) {
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get("/api/v1/deployments/" + id).text("status"))
                    .isEqualTo(status));
    return starter.get("/api/v1/deployments/" + id);
  }

  @Test
  void aDeployment_isAccepted_runsAndShowsEverythingByItsName() {
    Reply accepted = deploy("d-shown", "weather", ",\"reason\":\"first\",\"requested_by\":\"ann\"");

    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.header("Location")).isEqualTo("/api/v1/deployments/d-shown");
    assertThat(accepted.text("deployment_id")).isEqualTo("d-shown");

    Reply view = awaitStatus("d-shown", "succeeded");
    assertThat(view.names())
        .contains(
            "deployment_id",
            "agent",
            "deployment_type",
            "status",
            "step",
            "requested_by",
            "reason",
            "created_at",
            "completed_at",
            "duration_ms",
            "revision",
            "steps",
            "outputs",
            "compensation",
            "artifact",
            "warnings",
            "advice",
            "estimate",
            "links");
    assertThat(view.text("agent/account")).isEqualTo("000000000000");
    assertThat(view.text("created_at")).endsWith("Z");
    assertThat(view.text("steps/2/name")).isEqualTo("samBuild");
    assertThat(view.text("outputs/local_function_url")).startsWith("http://abc.lambda-url");
    assertThat(view.text("requested_by")).isEqualTo(RunningStarter.OWNER);
    assertThat(view.text("on_behalf_of")).isEqualTo("ann");
    assertThat(view.text("principal/method")).isEqualTo("local token");
  }

  @Test
  void theSameRequestAgain_isTheSameDeployment_andAnotherOneIsRefused() {
    assertThat(deploy("d-same", "same", "").status()).isEqualTo(202);
    assertThat(deploy("d-same", "same", "").status()).isEqualTo(202);

    Reply other = deploy("d-same", "same", ",\"memory_size\":1024");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("detail")).contains("d-same");
  }

  @Test
  void destroy_removesWhatHasEnded_andLeavesWhatWaitsItsCodeAndKeys() {
    deploy("d-first", "leaver", ",\"api_keys\":{\"FIRST_KEY\":\"value-1\"}");
    awaitStatus("d-first", "succeeded");
    String opens = Instant.now().plus(Duration.ofHours(2)).toString();
    deploy(
        "d-later",
        "leaver",
        ",\"api_keys\":{\"LATER_KEY\":\"value-2\"},\"not_before\":\"%s\"".formatted(opens));

    Reply destroyed = starter.delete("/api/v1/agents/us-east-1/strands-agent-leaver");
    awaitStatus(destroyed.text("deployment_id"), "succeeded");

    assertThat(storage.storedSecretNames()).contains("LATER_KEY").doesNotContain("FIRST_KEY");
    assertThat(storage.storedCode())
        .extracting(ArtifactRef::uri)
        .anyMatch(uri -> uri.contains("/d-later/"))
        .noneMatch(uri -> uri.contains("/d-first/"));
  }

  @Test
  void code_isStoredUnderItsFilesName() {
    starter.post(
        "/api/v1/deployments",
        """
        {"deployment_id":"d-named","function_name":"named","code":"x = 1","file_name":"boom.py"}""");

    assertThat(storage.storedCode())
        .anySatisfy(ref -> assertThat(ref.key()).contains("d-named").endsWith("/boom.py"));
  }

  @Test
  void fileNameThatIsAPath_isRefused() {
    for (String name : List.of("a/b.py", "..", "", "a\\nb.py", "x".repeat(101))) {
      Reply refused =
          starter.post(
              "/api/v1/deployments",
              "{\"function_name\":\"named\",\"code\":\"x = 1\",\"file_name\":\"%s\"}"
                  .formatted(name));

      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.text("errors/0/field")).isEqualTo("file_name");
    }
  }

  @Test
  void codeThatDoesNotCompile_isRefusedWithItsLine_andNothingRemains() {
    var before = storage.storedCode();
    var keysBefore = storage.storedSecrets();
    Reply refused =
        starter.post(
            "/api/v1/deployments",
            """
            {"deployment_id":"d-broken","function_name":"broken","code":"def broken(",
             "api_keys":{"KEY":"secret-value"}}""");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("errors/0/line")).isEqualTo("3");
    assertThat(refused.text("errors/0/column")).isEqualTo("11");
    assertThat(storage.storedCode()).isEqualTo(before);
    assertThat(storage.storedSecrets()).isEqualTo(keysBefore);
    assertThat(starter.get("/api/v1/deployments/d-broken").status()).isEqualTo(404);
  }

  @Test
  void aFailure_isExplained_andTheLedgerIsShown() {
    deploy("d-taken", "taken", ",\"memory_size\":666");

    Reply view = awaitStatus("d-taken", "failed");
    assertThat(view.text("failure/type")).isEqualTo("NameTaken");
    assertThat(view.text("failure/class")).isEqualTo("stack");
    assertThat(view.text("failure/transient")).isEqualTo("false");
    assertThat(view.text("failure/next_action")).contains("function_name");
    assertThat(view.text("failure/evidence/0")).contains("already exists");
    assertThat(view.text("compensation/0/action")).isIn("deleted", "retained");
  }

  @Test
  void aParkedDeployment_continuesWithAPatch() {
    deploy("d-parked", "parked", ",\"memory_size\":666,\"on_failure\":\"park\"");
    awaitStatus("d-parked", "parked");

    Reply wrong = starter.post("/api/v1/deployments/d-parked/retry", "{\"patch\":{\"memory\":1}}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text("errors/0/field")).isEqualTo("patch.memory");
    assertThat(wrong.text("errors/0/hint")).contains("memory_size");

    Reply retried =
        starter.post("/api/v1/deployments/d-parked/retry", "{\"patch\":{\"memory_size\":512}}");
    assertThat(retried.status()).isEqualTo(202);
    awaitStatus("d-parked", "succeeded");
  }

  @Test
  void aDecisionThatDoesNotApply_isAConflictWithTheStatus() {
    deploy("d-done", "done", "");
    awaitStatus("d-done", "succeeded");

    for (String verb : List.of("cancel", "retry", "abort", "approve", "reject")) {
      Reply refused = starter.post("/api/v1/deployments/d-done/" + verb, "{}");
      assertThat(refused.status()).as(verb).isEqualTo(409);
      assertThat(refused.text("current_status")).isEqualTo("succeeded");
    }
  }

  @Test
  void approval_isAwaited_andGiven() {
    deploy("d-approve", "approve", ",\"approval\":\"required\"");
    awaitStatus("d-approve", "awaiting_approval");
    Reply retry = starter.post("/api/v1/deployments/d-approve/retry", "{}");
    assertThat(retry.status()).isEqualTo(409);
    assertThat(retry.text("detail"))
        .isEqualTo("retry does not apply: the deployment is awaiting_approval.");
    assertThat(retry.text("current_status")).isEqualTo("awaiting_approval");
    String agent = "/api/v1/agents/us-east-1/strands-agent-approve";
    assertThat(starter.post(agent + "/drift", "{\"every\":\"5m\"}").status()).isEqualTo(409);
    assertThat(starter.post(agent + "/redeploy", "{}").status()).isEqualTo(409);

    assertThat(starter.post("/api/v1/deployments/d-approve/approve", "{}").status()).isEqualTo(202);
    awaitStatus("d-approve", "succeeded");
  }

  @Test
  void events_areTheWholeStory_andResumeWithoutLossOrRepetition() {
    deploy("d-story", "story", "");
    awaitStatus("d-story", "succeeded");

    List<RunningStarter.Event> all = starter.events("d-story", null);
    assertThat(all).extracting(RunningStarter.Event::name).contains("status", "step", "log");
    assertThat(all.getLast().name()).isEqualTo("status");
    assertThat(all.getLast().data()).contains("\"succeeded\"");
    assertThat(all.stream().filter(event -> event.name().equals("stack_event")))
        .first()
        .extracting(RunningStarter.Event::data)
        .asString()
        .contains("\"logical_id\":\"AgentFunction\"", "\"status\":\"CREATE_COMPLETE\"");

    for (int seen = 0; seen < all.size(); seen++) {
      List<RunningStarter.Event> rest = starter.events("d-story", all.get(seen).id());
      assertThat(rest).hasSize(all.size() - seen - 1);
    }
    assertThat(starter.eventsStatus("d-story", "nonsense")).isEqualTo(422);
  }

  @Test
  void logs_areLines_ofOneStepOrAll() {
    deploy("d-logs", "logs", "");
    awaitStatus("d-logs", "succeeded");

    assertThat(starter.get("/api/v1/deployments/d-logs/logs").body().lines()).hasSize(4);
    assertThat(
            starter.get("/api/v1/deployments/d-logs/logs?step=samBuild&follow=true").body().lines())
        .singleElement()
        .asString()
        .contains("\"line\":\"Build Succeeded\"", "\"step\":\"samBuild\"");
    assertThat(starter.get("/api/v1/deployments/d-logs/logs?step=nope").status()).isEqualTo(422);
  }

  @Test
  void anAgent_isShownWithItsRevisions_andTakenDown() {
    deploy("d-agent", "agent_one", "");
    awaitStatus("d-agent", "succeeded");
    String path = "/api/v1/agents/us-east-1/strands-agent-agent-one";
    await().untilAsserted(() -> assertThat(starter.get(path).text("live/number")).isEqualTo("1"));
    assertThat(starter.get(path).text("revisions/0/deployment_id")).isEqualTo("d-agent");

    assertThat(starter.delete(path + "?dry_run=yes").status()).isEqualTo(422);
    Reply preview = starter.delete(path + "?dry_run");
    assertThat(preview.status()).isEqualTo(200);
    assertThat(preview.text("would_remove/0/resource")).isEqualTo("stack");

    Reply destroyed = starter.delete(path);
    assertThat(destroyed.status()).isEqualTo(202);
    Reply end = awaitStatus(destroyed.text("deployment_id"), "succeeded");
    assertThat(end.text("deployment_type")).isEqualTo("destroy");
    await().untilAsserted(() -> assertThat(starter.get(path).status()).isEqualTo(404));
  }

  @Test
  void rollback_isADeployment_andWhatCantBeIsRefused() {
    deploy("d-back-1", "back", "");
    awaitStatus("d-back-1", "succeeded");
    deploy("d-back-2", "back", ",\"memory_size\":1024");
    awaitStatus("d-back-2", "succeeded");
    String path = "/api/v1/agents/us-east-1/strands-agent-back";
    await().untilAsserted(() -> assertThat(starter.get(path).text("live/number")).isEqualTo("2"));
    assertThat(starter.get(path).text("revisions/0/rollback_offered")).isEqualTo("false");
    assertThat(starter.get(path).text("revisions/1/rollback_offered")).isEqualTo("true");

    Reply live = starter.post(path + "/rollback", "{\"to_revision\":2}");
    assertThat(live.status()).isEqualTo(422);
    assertThat(live.text("errors/0/message"))
        .isEqualTo("Revision 2 is the live one (expected: one of 1).");
    assertThat(starter.post(path + "/rollback", "{}").text("errors/0/code"))
        .isEqualTo("missing_field");
    assertThat(starter.post(path + "x/rollback", "{\"to_revision\":1}").status()).isEqualTo(404);

    String request = "{\"to_revision\":1,\"reason\":\"wrong answers\",\"deployment_id\":\"r-1\"}";
    assertThat(starter.post(path + "/rollback", request).status()).isEqualTo(202);
    assertThat(starter.post(path + "/rollback", request).status()).isEqualTo(202);
    Reply view = awaitStatus("r-1", "succeeded");
    assertThat(view.text("rollback_of")).isEqualTo("1");
    assertThat(view.text("revision")).isEqualTo("3");
    assertThat(view.text("request/memory_size")).isEqualTo("512");
    assertThat(view.text("steps/1/status")).isEqualTo("skipped");
    assertThat(view.text("artifact/package_sha256")).isNotEmpty();
    await()
        .untilAsserted(() -> assertThat(starter.get(path).text("live/rollback_of")).isEqualTo("1"));
    Reply other =
        starter.post(path + "/rollback", request.replace("\"to_revision\":1", "\"to_revision\":2"));
    assertThat(other.status()).isEqualTo(409);
  }

  @Test
  void aPlanOnly_endsSucceeded_withThePlanAndNoRevision() {
    assertThat(deploy("d-plan", "planned", ",\"plan_only\":true").status()).isEqualTo(202);

    Reply view = awaitStatus("d-plan", "succeeded");
    assertThat(view.text("plan_only")).isEqualTo("true");
    assertThat(view.text("revision")).isEmpty();
    assertThat(view.text("plan/change_set_id")).isEqualTo("arn:change-set");
    assertThat(view.text("plan/changes/0/resource_type")).isEqualTo("AWS::Lambda::Function");
    assertThat(view.text("plan/cost/to_monthly_usd")).isNotEmpty();
    assertThat(view.text("steps/3/status")).isEqualTo("skipped");
    assertThat(starter.get("/api/v1/agents/us-east-1/strands-agent-planned").status())
        .isEqualTo(404);
  }

  @Test
  void anApproval_namesItsPlan_andIsKeptWithPersonAndReason() {
    deploy("d-ok", "approved", ",\"approval\":\"required\"");
    Reply waiting = awaitStatus("d-ok", "awaiting_approval");
    assertThat(waiting.text("plan/expires_at")).endsWith("Z");
    String path = "/api/v1/deployments/d-ok/approve";
    Reply other = starter.post(path, "{\"change_set_id\":\"another\"}");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("detail")).contains("not the one you reviewed");
    assertThat(
            starter
                .post(
                    path,
                    "{\"change_set_id\":\"arn:change-set\",\"reason\":\"fine\",\"on_behalf_of\":\"kim\"}")
                .status())
        .isEqualTo(202);

    Reply view = awaitStatus("d-ok", "succeeded");
    assertThat(view.text("plan/approved_by")).isEqualTo(RunningStarter.OWNER);
    assertThat(view.text("decisions/0/verb")).isEqualTo("approve");
    assertThat(view.text("decisions/0/principal/issuer")).isEqualTo("slipway:local");
    assertThat(view.text("decisions/0/on_behalf_of")).isEqualTo("kim");
    assertThat(view.text("plan/reason")).isEqualTo("fine");
  }

  @Test
  void ttl_isAnnounced_changed_andRemoved() {
    deploy("d-ttl", "brief", ",\"ttl\":\"2h\"");
    awaitStatus("d-ttl", "succeeded");
    String path = "/api/v1/agents/us-east-1/strands-agent-brief";
    await().untilAsserted(() -> assertThat(starter.get(path).text("expires_at")).endsWith("Z"));
    assertThat(starter.get(path).text("ttl_seconds")).isEqualTo("7200");

    String until =
        starter.post(path + "/ttl", "{\"ttl\":\"7d\",\"reason\":\"demo\"}").text("expires_at");
    assertThat(until).endsWith("Z");
    await()
        .untilAsserted(
            () -> {
              assertThat(starter.get(path).text("expires_at")).isEqualTo(until);
              assertThat(starter.get(path).text("expiry/reason")).isEqualTo("demo");
            });
    assertThat(starter.post(path + "/ttl", "{\"ttl\":\"none\"}").status()).isEqualTo(200);
    await().untilAsserted(() -> assertThat(starter.get(path).text("expires_at")).isEmpty());
    assertThat(starter.post(path + "/ttl", "{\"ttl\":\"soon\"}").status()).isEqualTo(422);
    assertThat(starter.post(path + "/ttl", "{}").text("errors/0/code")).isEqualTo("missing_field");
  }

  @Test
  void window_isShown_andItsDeploymentWaits() {
    assertThat(deploy("d-window", "window", ",\"not_before\":\"soon\"").text("errors/0/field"))
        .isEqualTo("not_before");
    assertThat(
            deploy("d-window", "window", ",\"not_after\":\"2020-01-01T00:00:00Z\"")
                .text("errors/0/message"))
        .contains("a time in the future");
    String opens = java.time.Instant.now().plusSeconds(3_600).toString();
    assertThat(deploy("d-window", "window", ",\"not_before\":\"%s\"".formatted(opens)).status())
        .isEqualTo(202);
    assertThat(deploy("d-passes", "window", "").status()).isEqualTo(202);

    awaitStatus("d-passes", "succeeded");
    Reply view = starter.get("/api/v1/deployments/d-window");
    assertThat(view.text("status")).isEqualTo("queued");
    assertThat(view.text("not_before")).isEqualTo(opens);
    assertThat(view.text("queue_policy")).isEqualTo("queue");
    assertThat(deploy("d-refused", "window", ",\"queue_policy\":\"reject\"").text("detail"))
        .contains("reject");
    String agent = "/api/v1/agents/us-east-1/strands-agent-window";
    assertThat(starter.get(agent).text("queue/entries/0/not_before")).isEqualTo(opens);
    starter.post("/api/v1/deployments/d-window/cancel", "{}");
    awaitStatus("d-window", "canceled");
  }

  /** It runs to its end; "accepted" would promise that something is kept. */
  @Test
  void whatRemovesSomething_canNotBeCanceled() {
    deploy("d-kept", "kept", "");
    awaitStatus("d-kept", "succeeded");
    var removal = new CountDownLatch(1);
    activities.holdRemovals(removal);
    try {
      deploy("d-undone", "undone", ",\"memory_size\":" + StubActivities.UNLUCKY_MEMORY);
      awaitStatus("d-undone", "compensating");
      Reply undoing = starter.post("/api/v1/deployments/d-undone/cancel", "{}");
      assertThat(undoing.status()).isEqualTo(409);
      assertThat(undoing.text("detail")).contains("compensating, which runs to its end");

      String id =
          starter.delete("/api/v1/agents/us-east-1/strands-agent-kept").text("deployment_id");
      awaitStatus(id, "running");
      Reply removing = starter.post("/api/v1/deployments/" + id + "/cancel", "{}");
      assertThat(removing.status()).isEqualTo(409);
      assertThat(removing.text("detail")).contains("the removal has begun and runs to its end");
      assertThat(starter.get("/deployments/" + id).body()).doesNotContain("data-open=\"cancel\"");
    } finally {
      removal.countDown();
    }
    awaitStatus("d-undone", "failed");
  }

  @Test
  void check_reportsWhatIsWrong_andKeepsNothing() {
    var before = storage.storedCode();
    Reply report = starter.post("/api/v1/check", "{\"code\":\"def broken(\"}");

    assertThat(report.status()).isEqualTo(200);
    assertThat(report.text("ok")).isEqualTo("false");
    assertThat(report.names())
        .contains("ok", "errors", "warnings", "requirements", "models", "env_names");
    assertThat(storage.storedCode()).isEqualTo(before);
  }

  @Test
  void check_proposesPermissions_inTheWordsOfTheRequest() {
    Reply report = starter.post("/api/v1/check", "{\"code\":\"import boto3\"}");

    assertThat(report.text("permissions/0/Effect")).isEqualTo("Allow");
    assertThat(report.text("permissions/0/Action/0")).isEqualTo("dynamodb:PutItem");
    assertThat(report.text("permissions/0/Resource/0")).endsWith("table/berths");
    assertThat(report.text("rights/0/line")).isEqualTo("3");
  }

  @Test
  void check_saysWhichTargetSuits_withItsReasons() {
    Reply report = starter.post("/api/v1/check", "{\"code\":\"x\",\"runtime\":\"python3.11\"}");

    assertThat(report.text("ok")).isEqualTo("true");
    assertThat(report.text("target/recommended")).isEqualTo("lambda");
    assertThat(report.text("target/reasons/0/code")).isEqualTo("older_python");
    assertThat(report.text("target/reasons/1/code")).isEqualTo("cheaper");
  }
}
