package dev.slipway.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.StubActivities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The builder's calls for AgentCore, with the requests that its front end sends; see frontend/. */
class AgentCoreContractTest {
  private static FakeStorage storage;
  private static StubRuntime runtime;
  private static RunningStarter starter;
  private static FakeWorker worker;

  @BeforeAll
  static void open() {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    storage = new FakeStorage();
    runtime = new StubRuntime();
    starter = RunningStarter.open(storage, "--slipway.aws.endpoint=" + runtime.url());
    worker = new FakeWorker(starter.temporal(), new StubActivities(storage));
  }

  @AfterAll
  static void close() {
    worker.close();
    starter.close();
    runtime.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  private static ObjectNode sent(String file) {
    try (var stream = AgentCoreContractTest.class.getResourceAsStream("frontend/" + file)) {
      byte[] bytes = Objects.requireNonNull(stream, file).readAllBytes();
      return (ObjectNode) RunningStarter.json(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** The front end's request for an agent of that name, under an id of its own. */
  private static ObjectNode request(String name) {
    return sent("agentcore-deploy.json")
        .put("deployment_id", UUID.randomUUID().toString())
        .put("agent_name", name);
  }

  private static Reply deploy(ObjectNode request) {
    return starter.post("/api/deploy/agentcore", request.toString());
  }

  /** The ARN of the runtime of a newly deployed agent. */
  private static String deployed(String name) {
    Reply reply = deploy(request(name));
    assertThat(reply.text("success")).as(reply.body()).isEqualTo("true");
    return reply.text("status/deployment_outputs/agent_runtime_arn");
  }

  private static Reply invoke(String arn, String prompt, boolean streams) {
    ObjectNode call =
        sent("agentcore-invoke.json").put("agent_runtime_arn", arn).put("enable_stream", streams);
    ((ObjectNode) call.get("payload")).put("user_input", prompt);
    return starter.post("/api/deploy/agentcore/invoke", call.toString());
  }

  private static Reply delete(String arn) {
    String encoded = URLEncoder.encode(arn, StandardCharsets.UTF_8);
    return starter.delete("/api/deploy/agentcore/" + encoded);
  }

  @Test
  void thePanelsRequest_deploysToAgentCore_andTheAnswerHasWhatThePanelReads() {
    ObjectNode request = sent("agentcore-deploy.json");
    Reply done = deploy(request);

    assertThat(done.status()).as(done.body()).isEqualTo(200);
    assertThat(done.text("success")).isEqualTo("true");
    assertThat(done.text("deployment_type")).isEqualTo("agentcore");
    assertThat(done.text("deployment_id")).isEqualTo(request.get("deployment_id").asString());
    assertThat(done.text("status/deployment_type")).isEqualTo("agentcore");
    assertThat(done.text("status/status")).isEqualTo("completed");
    assertThat(done.text("status/logs/0")).isEqualTo("[preflight] sam 1.170.0");

    String at = "status/deployment_outputs/";
    String arn = done.text(at + "agent_runtime_arn");
    assertThat(arn).startsWith("arn:aws:bedrock-agentcore:us-east-1:000000000000:runtime/");
    assertThat(done.text("status/resource_arn")).isEqualTo(arn);
    assertThat(done.text(at + "agent_runtime_name")).isEqualTo("my_agent_name");
    assertThat(done.text(at + "invoke_endpoint"))
        .startsWith("https://bedrock-agentcore.us-east-1.amazonaws.com/runtimes/arn%3Aaws")
        .endsWith("/invocations?qualifier=live");
    assertThat(done.text(at + "deployment_method")).isEqualTo("direct-code-deploy");
    assertThat(done.text(at + "network_mode")).isEqualTo("PUBLIC");
    assertThat(done.text(at + "streaming_capable")).isEqualTo("false");

    Reply view = starter.get("/api/v1/deployments/" + done.text("deployment_id"));
    assertThat(view.text("deployment_type")).isEqualTo("agentcore");
    assertThat(view.text("version")).isEqualTo("v1.0.0");
    assertThat(view.text("request/execution_role")).isEmpty();
  }

  @Test
  void roles_areNamedOrGivenByTheirArn_andAnythingElseIsRefused() {
    String byArn = "arn:aws:iam::000000000000:role/agents/pilot";
    assertThat(role("role-by-arn", byArn)).isEqualTo(byArn);
    assertThat(role("role-by-name", "pilot")).isEqualTo("arn:aws:iam::000000000000:role/pilot");

    Reply refused = deploy(request("role-wrong").put("execute_role", "no role").put("region", "x"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("detail")).contains("execute_role: not a role", "region: 'x'");
    Reply foreign =
        deploy(request("role-foreign").put("execute_role", "arn:aws:iam::999999999999:role/pilot"));
    assertThat(foreign.status()).isEqualTo(422);
    assertThat(foreign.text("detail")).contains("a role of account 000000000000");
  }

  private static String role(String name, String given) {
    Reply done = deploy(request(name).put("execute_role", given));
    assertThat(done.status()).as(done.body()).isEqualTo(200);
    String id = done.text("deployment_id");
    assertThat(starter.get("/api/deployment-history/" + id).text("execute_role"))
        .isEqualTo(starter.get("/api/v1/deployments/" + id).text("request/execution_role"));
    return starter.get("/api/v1/deployments/" + id).text("request/execution_role");
  }

  @Test
  void whatSlipwayCannotDo_isRefusedInTheBuildersWords() {
    Reply named = deploy(request("7up"));
    assertThat(named.status()).isEqualTo(422);
    assertThat(named.text("detail")).contains("agent_name: '7up' (expected: for AgentCore");

    String skill = "plugins = [AgentSkills(skills=[os.path.join(_skills_dir, \"pirate\")])]\n";
    Reply inCode = deploy(request("skilled").put("code", "import os\n" + skill));
    assertThat(inCode.status()).isEqualTo(422);
    assertThat(inCode.text("detail")).contains("skill 'pirate'", "skills/pirate");

    ObjectNode inFlow = request("skilled-flow");
    inFlow
        .putObject("flow_data")
        .putArray("nodes")
        .addObject()
        .put("type", "skill")
        .putObject("data")
        .put("skillName", "sailor");
    assertThat(deploy(inFlow).text("detail")).contains("skill 'sailor'");

    ObjectNode withoutSkills = request("with-flow");
    withoutSkills.putObject("flow_data").putArray("nodes").addObject().put("type", "agent");
    assertThat(deploy(withoutSkills).text("success")).isEqualTo("true");
    assertThat(starter.post("/api/deploy/ecs-fargate", "{}").status()).isEqualTo(501);
  }

  @Test
  void anAnswerAtOnce_isJson_fromTheLiveEndpoint_inTheNamedSession() {
    String arn = deployed("asked");

    Reply answer = invoke(arn, "Wind?", true);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.names())
        .containsExactlyInAnyOrder("success", "response_data", "error", "execution_time");
    assertThat(answer.text("success")).isEqualTo("true");
    assertThat(answer.text("response_data/response")).isEqualTo("Fair wind.");
    var calls = runtime.heard().stream().filter(call -> call.address().contains("asked-")).toList();
    assertThat(calls).hasSize(1);
    assertThat(calls.getFirst().address()).endsWith("/invocations?qualifier=live");
    assertThat(calls.getFirst().session()).hasSizeGreaterThanOrEqualTo(33);
    assertThat(calls.getFirst().payload()).isEqualTo("{\"user_input\":\"Wind?\"}");
    invoke(arn, "Again?", true);
    assertThat(runtime.heard())
        .filteredOn(call -> call.address().contains("asked-"))
        .extracting(StubRuntime.Call::session)
        .containsOnly(calls.getFirst().session());

    Reply failed = invoke(arn, "badly", true);
    assertThat(failed.status()).isEqualTo(200);
    assertThat(failed.text("success")).isEqualTo("false");
    assertThat(failed.text("error")).contains("no model");
  }

  @Test
  void anAnswerInPieces_isEventsOfText_orOneTextForWhomWantsNoEvents() {
    String arn = deployed("streamed");

    Reply pieces = invoke(arn, "in pieces", true);
    assertThat(pieces.header("Content-Type")).startsWith("text/event-stream");
    assertThat(pieces.body())
        .isEqualTo(
            """
            event: message
            data: Fair\s

            event: message
            data: wind,
            data: ahoi ⛵

            event: end
            data:\s

            """);

    Reply broken = invoke(arn, "breaks off", true);
    assertThat(broken.body())
        .startsWith("event: message\ndata: Fair \n\nevent: error\ndata: Error: ")
        .contains("no model")
        .doesNotContain("event: end");

    Reply whole = invoke(arn, "in pieces", false);
    assertThat(whole.header("Content-Type")).startsWith("application/json");
    assertThat(whole.text("response_data")).isEqualTo("Fair wind,\nahoi ⛵");
  }

  @Test
  void callsThatCannotBeMade_areRefused_andNothingIsCalled() {
    String arn = deployed("refusing");
    int before = runtime.heard().size();

    Reply wrong =
        starter.post(
            "/api/deploy/agentcore/invoke",
            """
            {"agent_runtime_arn":7,"runtime_session_id":"short","payload":"x","qualifier":"3"}""");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text("detail"))
        .contains("agent_runtime_arn", "33 to 256 characters", "payload", "DEFAULT or live");
    assertThat(invoke(arn + "x", "Wind?", true).status()).isEqualTo(404);
    assertThat(runtime.heard()).hasSize(before);
  }

  @Test
  void history_hasTheRuntimeWhereThePanelLooks_untilTheAgentIsDeleted() {
    ObjectNode request = request("historic").put("project_id", "museum");
    String arn = deploy(request).text("status/deployment_outputs/agent_runtime_arn");
    String id = request.get("deployment_id").asString();

    String item = "deployments/0/";
    Reply list = starter.get("/api/deployment-history?project_id=museum&limit=50");
    assertThat(list.text(item + "deployment_id")).isEqualTo(id);
    assertThat(list.text(item + "deployment_target")).isEqualTo("agentcore");
    assertThat(list.text(item + "agent_name")).isEqualTo("historic");
    assertThat(list.text(item + "success")).isEqualTo("true");
    assertThat(list.text(item + "deployment_result/deployment_outputs/agent_runtime_arn"))
        .isEqualTo(arn);
    String ofType = "/api/deployment-history?project_id=museum&deployment_type=";
    assertThat(starter.get(ofType + "agentcore").text(item + "deployment_id")).isEqualTo(id);
    assertThat(starter.get(ofType + "lambda").text("deployments/0")).isEmpty();

    ObjectNode saved = sent("history-save.json");
    ((ObjectNode) saved.get("deployment_result")).put("deployment_id", id);
    Reply known = starter.post("/api/deployment-history", saved.toString());
    assertThat(known.status()).isEqualTo(200);
    assertThat(known.text("deployment_id")).isEqualTo(id);

    Reply gone = delete(arn);
    assertThat(gone.status()).as(gone.body()).isEqualTo(200);
    assertThat(gone.names())
        .containsExactlyInAnyOrder("success", "message", "agent_runtime_arn", "logs");
    assertThat(gone.text("success")).isEqualTo("true");
    assertThat(gone.text("agent_runtime_arn")).isEqualTo(arn);
    assertThat(gone.text("logs/0")).contains("deleted");
    assertThat(starter.get("/api/deployment-history?project_id=museum").text("deployments/0"))
        .isEmpty();
    assertThat(delete(arn).status()).isEqualTo(404);
    assertThat(invoke(arn, "Wind?", true).status()).isEqualTo(404);
  }

  /** Only where an ARN stands; it is nothing else's business. */
  @Test
  void encodedSlash_isTakenInNoOtherAddress() {
    for (String address :
        List.of(
            "/api/v1/agents/us-east-1%2Fx",
            "/api/deploy/status/..%2F..%2Fx",
            "/api/deploy/agentcore%2Fx",
            "/api/deploy/agentcore/invoke%2Fx")) {
      assertThat(starter.get(address).status()).as(address).isEqualTo(400);
    }
    for (String arn : List.of("..%2F..%2Fstatus", "%2e%2e%2Fx", "a%00", "a%3Bb")) {
      assertThat(starter.send("DELETE", "/api/deploy/agentcore/" + arn, new byte[0]).status())
          .as(arn)
          .isIn(400, 404);
    }
  }

  @Test
  void progress_isHeardUnderTheIdThatThePanelChose() {
    try (Listener listener = Listener.at(starter.authority(), null)) {
      ObjectNode request = request("heard");
      String id = request.get("deployment_id").asString();
      deploy(request);
      await().until(() -> listener.heard(id, "Deployment", "completed"));

      assertThat(listener.steps(id)).contains("Deploying to AWS", "Testing the agent");
    }
  }
}
