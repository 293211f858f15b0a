package dev.slipway.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.StackName;
import dev.slipway.api.Status;
import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.RawRequest;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.StubActivities;
import dev.slipway.starter.fakes.StubFunction;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.temporal.SearchAttributes;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every call and field of the builder's API, with payloads as its front end sends them. */
class BuilderContractTest {
  private static final List<String> STATUS_FIELDS =
      List.of(
          "deployment_id",
          "deployment_type",
          "status",
          "message",
          "endpoint_url",
          "resource_arn",
          "logs",
          "created_at",
          "completed_at",
          "deployment_time",
          "deployment_outputs");

  private static FakeStorage storage;
  private static StubFunction function;
  private static RunningStarter starter;
  private static FakeWorker worker;

  @BeforeAll
  static void open() {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    storage = new FakeStorage();
    function = new StubFunction();
    starter = RunningStarter.open(storage, "--slipway.allowed-origins=http://localhost:5173");
    worker = new FakeWorker(starter.temporal(), new StubActivities(storage, function.url()));
  }

  @AfterAll
  static void close() {
    worker.close();
    starter.close();
    function.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  /** What the panel for Lambda sends; it leaves out what is undefined. */
  private static String panel(String id, String name, String more) {
    return """
        {"deployment_type":"lambda","deployment_id":"%s",
         "code":"agent = Agent()\\ndef main():\\n    pass\\n","function_name":"%s",
         "memory_size":512,"timeout":300,"runtime":"python3.12","architecture":"x86_64",
         "region":"us-east-1","enable_api_gateway":false,"enable_function_url":true,
         "api_keys":{"openai_api_key":"sk-not-a-key"}%s}"""
        .formatted(id, name, more);
  }

  private static String deploy(String name) {
    String id = UUID.randomUUID().toString();
    Reply deployed = starter.post("/api/deploy/lambda", panel(id, name, ""));
    assertThat(deployed.status()).as(deployed.body()).isEqualTo(200);
    assertThat(deployed.text("success")).isEqualTo("true");
    return id;
  }

  @Test
  void deploying_answersWhenTheAgentIsLive_withEveryFieldThePanelReads() {
    String id = UUID.randomUUID().toString();
    Reply done =
        starter.post(
            "/api/deploy/lambda",
            panel(id, "panel", ",\"project_id\":\"harbour\",\"version\":\"1.2.0\",\"later\":[1]"));

    assertThat(done.status()).isEqualTo(200);
    assertThat(done.names())
        .containsExactlyInAnyOrder(
            "success", "deployment_id", "message", "deployment_type", "status");
    assertThat(done.text("success")).isEqualTo("true");
    assertThat(done.text("deployment_id")).isEqualTo(id);
    assertThat(done.text("deployment_type")).isEqualTo("lambda");
    assertThat(done.text("message")).isEqualTo("Agent 'panel' is live, revision 1");
    assertThat(done.names("status")).containsExactlyInAnyOrderElementsOf(STATUS_FIELDS);
    assertThat(done.text("status/status")).isEqualTo("completed");
    assertThat(done.text("status/endpoint_url")).isEqualTo(function.url());
    assertThat(done.text("status/resource_arn")).startsWith("arn:aws:lambda:");
    assertThat(done.text("status/logs/0")).isEqualTo("[preflight] sam 1.170.0");
    assertThat(Double.parseDouble(done.text("status/deployment_time"))).isPositive();
    assertThat(done.text("status/completed_at")).endsWith("Z");
    outputsAreWhatThePanelReads(done, "status/deployment_outputs/");
    assertThat(storage.storedSecretNames()).contains("OPENAI_API_KEY");
  }

  /** As one of a newer version, or with a damaged history. */
  @Test
  void deploymentThatCantBeRead_hidesNoOther() {
    String id = deploy("readable");
    var agent =
        new AgentKey(FakeStorage.ACCOUNT, "us-east-1", new StackName("strands-agent-damaged"));
    WorkflowStub damaged =
        starter
            .temporal()
            .newUntypedWorkflowStub(
                DeployAgentWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                    .setWorkflowId("d-damaged")
                    .setTaskQueue("no worker of this version")
                    .setTypedSearchAttributes(
                        SearchAttributes.of(agent, "damaged", Status.RUNNING, "lambda", "ann"))
                    .build());
    damaged.start("in another form");
    try {
      assertThat(starter.get("/api/v1/deployments/d-damaged").status()).isGreaterThanOrEqualTo(500);
      await()
          .untilAsserted(
              () -> {
                Reply list = starter.get("/api/deploy/list");
                assertThat(list.status()).as(list.body()).isEqualTo(200);
                assertThat(list.names()).contains(id).doesNotContain("d-damaged");
              });
    } finally {
      damaged.terminate("end of test");
    }
  }

  private static void outputsAreWhatThePanelReads(Reply reply, String at) {
    assertThat(reply.text(at + "function_arn")).startsWith("arn:aws:lambda:");
    assertThat(reply.text(at + "function_name")).isNotEmpty();
    assertThat(reply.text(at + "region")).isEqualTo("us-east-1");
    assertThat(reply.text(at + "memory_size")).isEqualTo("512");
    assertThat(reply.text(at + "timeout")).isEqualTo("300");
    assertThat(reply.text(at + "streaming_capable")).isEqualTo("false");
    assertThat(reply.text(at + "deployment_type")).isEqualTo("sync_only");
    assertThat(reply.text(at + "python_function_arn")).startsWith("arn:aws:lambda:");
    assertThat(reply.text(at + "sync_function_url")).isEqualTo(function.url());
    assertThat(reply.text(at + "invoke_endpoint")).isEqualTo(function.url());
    assertThat(reply.names(at.substring(0, at.length() - 1)))
        .contains(
            "api_endpoint",
            "python_stream_function_arn",
            "stream_function_url",
            "streaming_invoke_endpoint");
  }

  @Test
  void anAgentThatStreams_isNamedAsTheStreamingFunction() {
    String id = UUID.randomUUID().toString();
    Reply done =
        starter.post(
            "/api/deploy",
            panel(id, "streams", "").replace("    pass", "    yield 'x'").replace("512", "1024"));

    String at = "status/deployment_outputs/";
    assertThat(done.text(at + "streaming_capable")).isEqualTo("true");
    assertThat(done.text(at + "stream_function_url")).isEqualTo(function.url());
    assertThat(done.text(at + "python_stream_function_arn")).startsWith("arn:aws:lambda:");
    assertThat(done.text(at + "streaming_invoke_endpoint")).isEqualTo(function.url());
    assertThat(done.text(at + "memory_size")).isEqualTo("1024");
  }

  @Test
  void aDeploymentThatFails_isNotASuccess_andSaysWhyAndWhatToDo() {
    String id = UUID.randomUUID().toString();
    Reply failed = starter.post("/api/deploy/", panel(id, "taken", "").replace(":512,", ":666,"));

    assertThat(failed.status()).isEqualTo(200);
    assertThat(failed.text("success")).isEqualTo("false");
    assertThat(failed.text("status/status")).isEqualTo("failed");
    assertThat(failed.text("message"))
        .contains("belongs to another stack", "function_name")
        .isEqualTo(failed.text("status/message"));
    assertThat(starter.get("/api/deployment-history/" + id).text("error_message"))
        .isEqualTo(failed.text("message"));
  }

  @Test
  void aParkedDeployment_isNotWaitedForForDays() {
    String id = UUID.randomUUID().toString();
    Reply parked =
        starter.post(
            "/api/deploy/lambda",
            panel(id, "parks", ",\"on_failure\":\"park\"").replace(":512,", ":666,"));

    assertThat(parked.text("success")).isEqualTo("false");
    assertThat(parked.text("status/status")).isEqualTo("deploying");
    assertThat(parked.text("message")).startsWith("Parked: ").contains(id + "/retry");
    assertThat(starter.delete("/api/deploy/" + id).status()).isEqualTo(409);
    assertThat(starter.post("/api/v1/deployments/" + id + "/abort", "{}").status()).isEqualTo(202);
  }

  @Test
  void aCallerThatDoesNotWait_getsTheAnswerAtOnce_andTheStatusLater() {
    String id = UUID.randomUUID().toString();
    Reply accepted =
        starter.post("/api/deploy/lambda", panel(id, "later", ""), "Prefer", "respond-async");

    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.text("success")).isEqualTo("true");
    assertThat(accepted.text("status/status")).isIn("pending", "building", "deploying");
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get("/api/deploy/status/" + id).text("status"))
                    .isEqualTo("completed"));
    assertThat(starter.get("/api/deploy/status/" + id).names())
        .containsExactlyInAnyOrderElementsOf(STATUS_FIELDS);
  }

  @Test
  void theSameClickTwice_isOneDeployment() {
    String id = deploy("twice");
    Reply again = starter.post("/api/deploy/lambda", panel(id, "twice", ""));

    assertThat(again.text("success")).isEqualTo("true");
    assertThat(again.text("message")).isEqualTo("Agent 'twice' is live, revision 1");
  }

  @Test
  void emptyFormFields_areAbsent() {
    String id = UUID.randomUUID().toString();
    Reply done =
        starter.post(
            "/api/deploy/lambda",
            panel(id, "empty-form", ",\"stack_name\":\"\",\"project_id\":\"\",\"vpc_config\":{}")
                .replace("sk-not-a-key", ""));
    assertThat(done.text("success")).as(done.body()).isEqualTo("true");
  }

  @Test
  void everythingThatIsWrong_isInDetail_whichIsAllThePanelShows() {
    Reply refused =
        starter.post(
            "/api/deploy/lambda",
            panel("x", "a b", "").replace(":512,", ":64,").replace("us-east-1", "cn-north-1"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(refused.text("detail"))
        .contains("function_name: 'a b'", "memory_size: 64", "region: 'cn-north-1'");
    assertThat(starter.post("/api/deploy/ecs-fargate", "{}").status()).isEqualTo(501);
  }

  @Test
  void list_isAMapById_andDeletingKeepsTheRecord() {
    String id = deploy("listed");

    Reply list = starter.get("/api/deploy/list");
    assertThat(list.names()).contains(id);
    assertThat(list.names(id)).containsExactlyInAnyOrderElementsOf(STATUS_FIELDS);
    assertThat(list.text(id + "/status")).isEqualTo("completed");

    Reply deleted = starter.delete("/api/deploy/" + id);
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.text("message")).contains("stays");
    assertThat(starter.get("/api/deploy/status/" + id).status()).isEqualTo(200);
    assertThat(starter.delete("/api/deploy/nobody").status()).isEqualTo(404);
    assertThat(starter.get("/api/deploy/status/nobody").status()).isEqualTo(404);
  }

  @Test
  void types_andHealth() {
    Reply types = starter.get("/api/deploy/types");
    assertThat(types.text("deployment_types/0/type")).isEqualTo("lambda");
    assertThat(types.names("deployment_types/0"))
        .containsExactlyInAnyOrder("type", "name", "description", "status", "requirements");

    Reply health = starter.get("/api/deploy/health");
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.names())
        .containsExactlyInAnyOrder(
            "service_status",
            "active_deployments",
            "available_deployment_types",
            "tool_availability");
    Reply alive = starter.get("/health");
    assertThat(alive.text("status")).isEqualTo("healthy");
    assertThat(alive.names()).contains("timestamp");
  }

  @Test
  void history_isWhatDeploymentsWrote() {
    String id = UUID.randomUUID().toString();
    starter.post(
        "/api/deploy/lambda",
        panel(id, "historic", ",\"project_id\":\"museum\",\"version\":\"2.0.0\""));

    Reply list = starter.get("/api/deployment-history?project_id=museum&version=2.0.0&limit=20");
    assertThat(list.text("deployments/0/deployment_id")).isEqualTo(id);
    assertThat(list.text("deployments/0/deployment_target")).isEqualTo("lambda");
    assertThat(list.text("deployments/0/success")).isEqualTo("true");
    assertThat(list.text("deployments/0/code")).isEmpty();
    assertThat(list.text("deployments/1")).isEmpty();
    outputsAreWhatThePanelReads(list, "deployments/0/deployment_result/");
    assertThat(starter.get("/api/deployment-history?project_id=other").text("deployments/0"))
        .isEmpty();
    assertThat(
            starter
                .get("/api/deployment-history?deployment_type=ecs-fargate&limit=50")
                .text("deployments/0"))
        .isEmpty();
    assertThat(starter.get("/api/deployment-history?limit=0").status()).isEqualTo(422);

    Reply item = starter.get("/api/deployment-history/" + id);
    assertThat(item.names())
        .containsExactlyInAnyOrder(
            "deployment_id",
            "project_id",
            "version",
            "deployment_target",
            "agent_name",
            "region",
            "execute_role",
            "api_keys",
            "code",
            "deployment_result",
            "deployment_logs",
            "success",
            "error_message",
            "created_at",
            "streaming_capable",
            "python_function_arn",
            "python_stream_function_arn",
            "sync_function_url",
            "stream_function_url");
    assertThat(item.text("project_id")).isEqualTo("museum");
    assertThat(item.text("agent_name")).isEqualTo("historic");
    assertThat(item.text("code")).startsWith("agent = Agent()");
    assertThat(item.text("deployment_logs")).contains("[samBuild] Build Succeeded");
    assertThat(item.body()).doesNotContain("sk-not-a-key");
  }

  @Test
  void savingHistory_acknowledgesWhatExists_andNothingElse() {
    String id = deploy("saved");
    String item =
        """
        {"deployment_id":"%s","project_id":"default-project","version":"1.0.0",
         "deployment_target":"lambda","agent_name":"saved","region":"us-east-1","code":"x",
         "deployment_result":{"function_arn":"arn:aws:lambda:x"},"deployment_logs":"a\\nb",
         "success":true,"created_at":"2026-11-24T10:00:00.000Z"}""";

    Reply saved = starter.post("/api/deployment-history", item.formatted(id));
    assertThat(saved.status()).isEqualTo(200);
    assertThat(saved.text("deployment_id")).isEqualTo(id);
    assertThat(saved.names()).contains("message");
    assertThat(starter.post("/api/deployment-history", item.formatted("invented")).status())
        .isEqualTo(404);
    assertThat(starter.post("/api/deployment-history", "{}").status()).isEqualTo(422);

    assertThat(starter.delete("/api/deployment-history/" + id).status()).isEqualTo(200);
    assertThat(starter.delete("/api/deployment-history/invented").status()).isEqualTo(404);
  }

  @Test
  void deletingTheAgent_answersWhenItIsGone_andItLeavesTheHistory() {
    String id = UUID.randomUUID().toString();
    starter.post("/api/deploy/lambda", panel(id, "Goes_Away", ",\"stack_name\":\"its-own-stack\""));

    Reply gone = starter.delete("/api/deploy/lambda/Goes_Away?region=us-east-1");
    assertThat(gone.status()).as(gone.body()).isEqualTo(200);
    assertThat(gone.names())
        .containsExactlyInAnyOrder(
            "success", "message", "function_name", "region", "stack_name", "logs");
    assertThat(gone.text("success")).isEqualTo("true");
    assertThat(gone.text("function_name")).isEqualTo("Goes_Away");
    assertThat(gone.text("stack_name")).isEqualTo("its-own-stack");
    assertThat(gone.text("logs/0")).contains("stack its-own-stack: deleted");
    assertThat(starter.get("/api/deployment-history?project_id=Goes_Away").text("deployments/0"))
        .isEmpty();
    assertThat(starter.delete("/api/deploy/lambda/Goes_Away?region=us-east-1").status())
        .isEqualTo(404);
    assertThat(
            starter
                .delete("/api/deploy/lambda/other?region=us-east-1&stack_name=its-own-stack")
                .status())
        .isEqualTo(404);
  }

  @Test
  void anAgentIsCalledByItsUrl_signed_andNoOtherAddressIs() {
    deploy("called");
    String call = "{\"function_url\":\"%s\",\"payload\":{\"prompt\":\"%s\",\"api_keys\":{}}%s}";

    Reply answer =
        starter.post(
            "/api/deploy/lambda/invoke-url",
            call.formatted(function.url(), "Wind?", ",\"region\":\"us-east-1\",\"timeout\":30.0"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.names())
        .containsExactlyInAnyOrder(
            "success",
            "response_data",
            "error",
            "execution_time",
            "status_code",
            "execution_context");
    assertThat(answer.text("success")).isEqualTo("true");
    assertThat(answer.text("response_data/response")).isEqualTo("Fair wind.");
    assertThat(answer.text("status_code")).isEqualTo("200");
    assertThat(function.heard()).contains("{\"prompt\":\"Wind?\",\"api_keys\":{}}");
    assertThat(function.signatures()).allMatch(header -> header.startsWith("AWS4-HMAC-SHA256"));

    Reply failed =
        starter.post("/api/deploy/lambda/invoke-url", call.formatted(function.url(), "badly", ""));
    assertThat(failed.status()).isEqualTo(200);
    assertThat(failed.text("success")).isEqualTo("false");
    assertThat(failed.text("error")).startsWith("HTTP 500: ");

    int before = function.heard().size();
    for (String path : List.of("invoke-url", "invoke-url/stream")) {
      Reply foreign =
          starter.post(
              "/api/deploy/lambda/" + path,
              call.formatted(function.url().replace("abc", "xyz"), "Wind?", ""));
      assertThat(foreign.status()).as(path).isEqualTo(404);
      assertThat(starter.post("/api/deploy/lambda/" + path, "{\"timeout\":-1}").status())
          .isEqualTo(422);
    }
    assertThat(function.heard()).hasSize(before);
  }

  @Test
  void aStream_isDeltasThenDone_alsoFromAnAgentThatDoesNotStream() {
    deploy("streamed");
    String call = "{\"function_url\":\"%s\",\"payload\":{\"prompt\":\"%s\"}}";

    Reply pieces =
        starter.post(
            "/api/deploy/lambda/invoke-url/stream", call.formatted(function.url(), "in pieces"));
    assertThat(pieces.header("Content-Type")).startsWith("text/event-stream");
    assertThat(deltas(pieces)).isEqualTo("Fair wind, ahoi ⛵");
    assertThat(pieces.body()).endsWith("data: {\"type\":\"done\"}\n\ndata: [STREAM_COMPLETE]\n\n");

    Reply whole =
        starter.post(
            "/api/deploy/lambda/invoke-url/stream", call.formatted(function.url(), "whole"));
    assertThat(deltas(whole)).isEqualTo("Fair wind.");
    Reply failed =
        starter.post(
            "/api/deploy/lambda/invoke-url/stream", call.formatted(function.url(), "badly"));
    assertThat(failed.body()).startsWith("data: Error: HTTP 500: ");
    Reply brokenOff =
        starter.post(
            "/api/deploy/lambda/invoke-url/stream", call.formatted(function.url(), "breaking off"));
    assertThat(deltas(brokenOff)).startsWith("Fair ");
    assertThat(brokenOff.body())
        .endsWith(
            "data: Error: [slipway: the agent stopped before it was done: %s]\n\n"
                .formatted(StubFunction.LONGEST_REASON))
        .doesNotContain("STREAM_COMPLETE");
  }

  private static String deltas(Reply reply) {
    StringBuilder text = new StringBuilder();
    reply
        .body()
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> RunningStarter.json(line.substring(6)))
        .filter(event -> event.path("type").asString().equals("delta"))
        .forEach(event -> text.append(event.path("text").asString()));
    return text.toString();
  }

  @Test
  void listeners_hearEachStep_andTheEnd() {
    try (Listener listener = Listener.at(starter.authority(), "http://localhost:5173")) {
      String id = deploy("heard");
      await().until(() -> listener.heard(id, "Deployment", "completed"));

      assertThat(listener.steps(id))
          .containsSubsequence(
              "Validating prerequisites",
              "Preparing deployment package",
              "Building with SAM",
              "Deploying to AWS",
              "Reading outputs",
              "Testing the agent",
              "Deployment");
      assertThat(listener.of(id))
          .allSatisfy(
              message -> {
                assertThat(message.path("type").asString()).isEqualTo("deployment_progress");
                assertThat(message.path("status").asString())
                    .isIn("pending", "running", "completed", "error");
                assertThat(message.path("timestamp").asString()).endsWith("Z");
                assertThat(message.has("message")).isTrue();
              });
    }
  }

  @Test
  void latecomers_getTheCurrentState_alsoOfDeploymentsMadeElsewhere() {
    String id = UUID.randomUUID().toString();
    starter.post(
        "/api/v1/deployments",
        panel(id, "late", ",\"approval\":\"required\"")
            .replace("\"deployment_type\":\"lambda\",", ""));
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get("/api/v1/deployments/" + id).text("status"))
                    .isEqualTo("awaiting_approval"));

    try (Listener first = Listener.at(starter.authority(), null)) {
      await().until(() -> first.heard(id, "Building with SAM", "completed"));
      try (Listener second = Listener.at(starter.authority(), null)) {
        await().until(() -> second.heard(id, "Building with SAM", "completed"));
        assertThat(second.heard(id, "Deployment", "pending")).isTrue();
      }
      starter.post("/api/v1/deployments/" + id + "/reject", "{}");
      await().until(() -> first.heard(id, "Deployment", "error"));
    }
  }

  @Test
  void pagesOfOtherSites_hearNothing_andMayCallOnlyWhenNamed() {
    assertThat(Listener.refused(starter.authority(), "https://evil.example")).isTrue();
    assertThat(Listener.refused(starter.authority(), "http://localhost:5173")).isFalse();

    Reply named = starter.post("/api/deployment-history", "{}", "Origin", "http://localhost:5173");
    assertThat(named.status()).isEqualTo(422);
    assertThat(named.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:5173");
    Reply throughAProxy =
        starter.post(
            "/api/deployment-history",
            "{}",
            "Origin",
            "http://builder.example",
            "Sec-Fetch-Site",
            "same-origin");
    assertThat(throughAProxy.status()).isEqualTo(422);
  }

  @Test
  void webSocket_isFenced_evenWithAnOriginThatMatches() {
    String evil = starter.authority().replace("127.0.0.1", "evil.example");

    assertThat(
            RawRequest.status(
                starter.authority(),
                "GET /ws HTTP/1.1",
                "Host: " + evil,
                "Origin: http://" + evil,
                "Sec-Fetch-Site: same-origin",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
        .isEqualTo(421);
  }

  @Test
  void secretOfAnotherAgent_cannotBeReferredTo() {
    Reply refused =
        starter.post(
            "/api/deploy",
            """
            {"function_name":"thief","code":"x = 1",
             "environment_variables":{"XY":"{{resolve:secretsmanager:slipway/other:SecretString:K}}"}}""");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("dynamic_reference").doesNotContain("slipway/other");
  }

  @Test
  void bodyOverTheLimit_is413() {
    byte[] large = " ".repeat(16 * 1024 * 1024 + 1).getBytes(StandardCharsets.UTF_8);

    assertThat(
            starter.send("POST", "/api/deploy", large, "Content-Type", "application/json").status())
        .isEqualTo(413);
  }
}
