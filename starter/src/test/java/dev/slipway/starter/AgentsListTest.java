package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.StackName;
import dev.slipway.api.Status;
import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.StubActivities;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.temporal.SearchAttributes;
import io.temporal.client.WorkflowOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of agents, page by page. */
class AgentsListTest {
  private static final List<String> NAMES = List.of("alpha", "beta", "gamma");
  private static FakeStorage storage;
  private static RunningStarter starter;
  private static FakeWorker worker;

  @BeforeAll
  static void open() {
    storage = new FakeStorage();
    starter = RunningStarter.open(storage);
    worker = new FakeWorker(starter.temporal(), new StubActivities(storage));
    NAMES.forEach(name -> deploy("d-" + name, name));
    NAMES.forEach(
        name ->
            await()
                .untilAsserted(
                    () ->
                        assertThat(agent(name).text("live/deployment_id")).isEqualTo("d-" + name)));
  }

  @AfterAll
  static void close() {
    worker.close();
    starter.close();
  }

  private static void deploy(String id, String name) {
    Reply accepted =
        starter.post(
            "/api/v1/deployments",
            "{\"deployment_id\":\"%s\",\"function_name\":\"%s\",\"code\":\"x = 1\"}"
                .formatted(id, name));
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
  }

  private static Reply agent(String name) {
    return starter.get("/api/v1/agents/us-east-1/strands-agent-" + name);
  }

  @Test
  void pagesCoverAllAgents_eachOnce() {
    List<String> seen = new ArrayList<>();
    Reply page = starter.get("/api/v1/agents?page_size=2");
    assertThat(page.text("agents/1/agent/name")).isNotEmpty();
    assertThat(page.text("agents/2/agent/name")).isEmpty();
    while (true) {
      for (int i = 0; !page.text("agents/%d/agent/name".formatted(i)).isEmpty(); i++) {
        seen.add(page.text("agents/%d/agent/name".formatted(i)));
      }
      String token = page.text("next_page_token");
      if (token.isEmpty() || token.equals("null")) {
        break;
      }
      page = starter.get("/api/v1/agents?page_size=2&page_token=" + token);
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(NAMES);
    assertThat(starter.get("/api/v1/agents").text("agents/2/agent/name")).isNotEmpty();
  }

  @Test
  void agentThatThisVersionCannotRead_isListedByItsName_andHidesNoOther() {
    AgentKey agent =
        new AgentKey(
            FakeStorage.ACCOUNT, "us-east-1", new StackName("strands-agent-from-tomorrow"));
    deploy("d-from-tomorrow", "from-tomorrow");
    await()
        .untilAsserted(
            () ->
                assertThat(agent("from-tomorrow").text("live/deployment_id"))
                    .isEqualTo("d-from-tomorrow"));
    starter.temporal().newUntypedWorkflowStub(agent.workflowId()).terminate("as if upgraded");
    starter
        .temporal()
        .newUntypedWorkflowStub(
            "AgentWorkflow",
            WorkflowOptions.newBuilder()
                .setWorkflowId(agent.workflowId())
                .setTaskQueue("no worker of this version")
                .setMemo(Map.of(AgentState.MEMO, List.of("in another form")))
                .setTypedSearchAttributes(
                    SearchAttributes.of(agent, "from-tomorrow", Status.RUNNING, "agent", "ann"))
                .build())
        .start();
    try {
      // The list may be a few moments old.
      await()
          .untilAsserted(
              () ->
                  assertThat(starter.get("/api/v1/agents").body())
                      .contains("from-tomorrow", "newer version")
                      .contains(NAMES));
      assertThat(starter.get("/api/v1/agents/us-east-1/strands-agent-from-tomorrow").status())
          .isEqualTo(502);
      // Its deployments are known, but it is not gone.
      assertThat(starter.get("/agents/us-east-1/strands-agent-from-tomorrow").status())
          .isEqualTo(502);
      assertThat(starter.get("/agents/us-east-1/strands-agent-from-tomorrow/destroy").status())
          .isEqualTo(502);
      await()
          .untilAsserted(
              () ->
                  assertThat(starter.get("/agents").body())
                      .contains("from-tomorrow", "newer version"));
    } finally {
      starter.temporal().newUntypedWorkflowStub(agent.workflowId()).terminate("end of test");
    }
  }

  @Test
  void invalidPage_isRefused() {
    assertThat(starter.get("/api/v1/agents?page_size=0").text("errors/0/message"))
        .isEqualTo("page_size: 0 (expected: 1 to 200)");
    assertThat(starter.get("/api/v1/agents?page_token=%C2%A7").status()).isEqualTo(422);
    assertThat(starter.get("/api/v1/agents?colour=red").text("errors/0/hint"))
        .isEqualTo("known parameters: page_size, page_token, account");
  }
}
