package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.StackName;
import dev.slipway.api.Status;
import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.StubActivities;
import dev.slipway.storage.audit.AuditChain;
import dev.slipway.storage.audit.AuditEntry;
import dev.slipway.storage.audit.AuditJson;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.deploy.Outcome;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.temporal.Payloads;
import dev.slipway.workflows.temporal.TaskQueues;
import dev.slipway.workflows.timeline.Timeline;
import io.temporal.client.WorkflowOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An id stays with its request, even when Temporal no longer knows the deployment. */
class UsedIdsTest {
  private static final String KEYS = ",\"api_keys\":{\"KEY\":\"value\"}";

  private static FakeStorage storage;
  private static RunningStarter starter;
  private static FakeWorker worker;

  @BeforeAll
  static void open() {
    storage = new FakeStorage();
    starter = RunningStarter.open(storage);
    worker = new FakeWorker(starter.temporal(), new StubActivities(storage));
  }

  @AfterAll
  static void close() {
    worker.close();
    starter.close();
  }

  @Test
  void sameRequestThatOnlyTheAuditRemembers_isAnsweredAsBefore_andAnotherOneIsRefused() {
    deploy("u-twin", "forgotten", KEYS);
    succeeded("u-twin", "forgotten");
    file("u-past", "u-twin", "forgotten", fingerprint("u-twin"));
    var code = storage.storedCode();
    var keys = storage.storedSecrets();

    Reply same = deploy("u-past", "forgotten", KEYS);
    assertThat(same.status()).as(same.body()).isEqualTo(202);
    assertThat(same.text("deployment_id")).isEqualTo("u-past");
    Reply other = deploy("u-past", "forgotten", KEYS + ",\"memory_size\":1024");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("detail")).contains("u-past");

    assertThat(storage.storedCode()).as("nothing new").isEqualTo(code);
    assertThat(storage.storedSecrets()).as("nothing gone").isEqualTo(keys);
  }

  @Test
  void rollbackUnderAnIdUsedBefore_isRefused() {
    deploy("u-live", "turner", "");
    succeeded("u-live", "turner");
    file("u-old", "u-live", "turner", "another fingerprint");

    Reply refused =
        starter.post(
            "/api/v1/agents/us-east-1/strands-agent-turner/rollback",
            "{\"to_revision\":1,\"reason\":\"again\",\"deployment_id\":\"u-old\"}");
    assertThat(refused.status()).as(refused.body()).isEqualTo(409);
    assertThat(refused.text("detail")).contains("u-old");
  }

  @Test
  void redeployRepeatedAfterTheAgentIsGone_isAnsweredAsBefore_andANewOneFindsNoAgent() {
    deploy("u-first", "goner", "");
    succeeded("u-first", "goner");
    String redeploy = "/api/v1/agents/us-east-1/strands-agent-goner/redeploy";
    String request = "{\"reason\":\"again\",\"deployment_id\":\"u-again\"}";
    assertThat(starter.post(redeploy, request).status()).isEqualTo(202);
    succeeded("u-again", "goner");
    Reply gone = starter.delete("/api/v1/agents/us-east-1/strands-agent-goner");
    starter.temporal().newUntypedWorkflowStub(gone.text("deployment_id")).getResult(Object.class);

    Reply repeated = starter.post(redeploy, request);
    assertThat(repeated.status()).as(repeated.body()).isEqualTo(202);
    assertThat(repeated.text("deployment_id")).isEqualTo("u-again");
    // The agent itself ends a moment after its destroy.
    await()
        .untilAsserted(
            () ->
                assertThat(starter.post(redeploy, request.replace("u-again", "u-new")).status())
                    .isEqualTo(404));
  }

  @Test
  void idOfARevisionThatTheAgentKeeps_isRefused_andItsKeysStay() throws Exception {
    deploy("u-kept", "giver", KEYS);
    AgentState giver = succeeded("u-kept", "giver");
    AgentState keeper = as(giver, Map.of("giver", "keeper", "u-kept", "u-lost"));
    start(keeper);
    var ref = storage.store(keeper.agent(), new DeploymentId("u-lost"), Map.of("KEY", "value"));

    Reply refused = deploy("u-lost", "keeper", KEYS);
    assertThat(refused.status()).as(refused.body()).isEqualTo(409);
    assertThat(storage.storedSecrets()).contains(ref);
  }

  /** The same under other names: an agent whose deployments Temporal does not know. */
  private static AgentState as(AgentState known, Map<String, String> names) throws Exception {
    String json = Payloads.mapper().writeValueAsString(known);
    for (var name : names.entrySet()) {
      json = json.replace(name.getKey(), name.getValue());
    }
    return Payloads.mapper().readValue(json, AgentState.class);
  }

  private static void start(AgentState state) {
    String id = state.agent().workflowId();
    starter
        .temporal()
        .newUntypedWorkflowStub(
            "AgentWorkflow",
            WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(TaskQueues.PLAN).build())
        .start(state);
    await().until(() -> memo(id) != null);
  }

  private static @Nullable AgentState memo(String agent) {
    return starter
        .temporal()
        .newUntypedWorkflowStub(agent)
        .describe()
        .getMemo(AgentState.MEMO, AgentState.class, AgentState.class);
  }

  /** Writes the bundle of a deployment that was like another one and that Temporal forgot. */
  private static void file(String id, String like, String function, String fingerprint) {
    var history = starter.temporal().fetchHistory(like).getEvents();
    ObjectNode view = (ObjectNode) AuditJson.tree(Timeline.view(history, List.of()));
    ObjectNode content = JsonNodeFactory.instance.objectNode().put("run_id", "forgotten");
    content.set("deployment", view.put("deployment_id", id));
    content.putObject("request").put("requestSha256", fingerprint);
    new AuditChain(storage.records())
        .append(
            new AuditEntry(
                agent(function),
                function,
                new DeploymentId(id),
                "forgotten",
                0,
                "",
                "lambda",
                Status.SUCCEEDED,
                "tester",
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(1),
                Outcome.NONE),
            null,
            content);
  }

  private static AgentKey agent(String function) {
    return new AgentKey(
        FakeStorage.ACCOUNT, "us-east-1", new StackName("strands-agent-" + function));
  }

  private static Reply deploy(String id, String function, String more) {
    return starter.post(
        "/api/v1/deployments",
        """
        {"deployment_id":"%s","function_name":"%s","code":"agent = Agent()",\
        "region":"us-east-1"%s}"""
            .formatted(id, function, more));
  }

  /** What the agent remembers once the deployment is live. */
  private static AgentState succeeded(String id, String function) {
    return await()
        .until(
            () -> memo(agent(function).workflowId()),
            memo ->
                memo != null
                    && memo.live()
                        .filter(live -> live.deploymentId().value().equals(id))
                        .isPresent());
  }

  private static String fingerprint(String id) {
    return Objects.requireNonNull(
        starter
            .temporal()
            .newUntypedWorkflowStub(id)
            .describe()
            .getMemo("request", String.class, String.class));
  }
}
