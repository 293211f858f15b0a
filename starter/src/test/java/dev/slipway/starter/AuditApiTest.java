package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.api.DeploymentId;
import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.StubActivities;
import dev.slipway.storage.audit.AuditChain;
import dev.slipway.storage.audit.AuditEntry;
import dev.slipway.storage.audit.AuditJson;
import dev.slipway.workflows.deploy.Outcome;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.timeline.Timeline;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Audit bundles at the API, and what it shows when only they remember. */
class AuditApiTest {
  private static final String KEY = "audit/strands-agent-ashore/00000001.json";

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
  void withoutABundle_theAnswerSaysWhy() {
    assertThat(starter.get("/api/v1/deployments/d-never/audit").status()).isEqualTo(404);
    assertThat(starter.get("/api/v1/agents/us-east-1/strands-agent-never/audit").status())
        .isEqualTo(404);

    deploy("d-open", "atsea", ",\"approval\":\"required\"");
    awaitStatus("d-open", "awaiting_approval");
    var open = starter.get("/api/v1/deployments/d-open/audit");
    assertThat(open.status()).isEqualTo(409);
    assertThat(open.text("current_status")).isEqualTo("awaiting_approval");

    deploy("d-unwritten", "harbour", "");
    awaitStatus("d-unwritten", "succeeded");
    var unwritten = starter.get("/api/v1/deployments/d-unwritten/audit");
    assertThat(unwritten.status()).isEqualTo(503);
    assertThat(unwritten.header("Retry-After")).isNotEmpty();
  }

  @Test
  void aDeploymentThatOnlyTheAuditRemembers_isShownAsItWas() {
    deploy("d-known", "ashore", ",\"reason\":\"spring tide\"");
    awaitStatus("d-known", "succeeded");
    remember("d-known", "d-past");

    assertThat(starter.get("/api/v1/deployments/d-past").body())
        .isEqualTo(starter.get("/api/v1/deployments/d-known").body());
    assertThat(starter.get("/deployments/d-past").status()).isEqualTo(200);
    assertThat(starter.post("/api/v1/deployments/d-past/cancel", "{}").status()).isEqualTo(409);

    byte[] bundle = Objects.requireNonNull(storage.records().objects.get(KEY));
    assertThat(starter.get("/api/v1/deployments/d-past/audit").body())
        .isEqualTo(new String(bundle, StandardCharsets.UTF_8));
    var chain = starter.get("/api/v1/agents/us-east-1/strands-agent-ashore/audit");
    assertThat(chain.text("head/sequence")).isEqualTo("1");
    assertThat(chain.text("sequences/0")).isEqualTo("1");
    assertThat(starter.get("/api/v1/agents/us-east-1/strands-agent-ashore/audit/1").body())
        .isEqualTo(new String(bundle, StandardCharsets.UTF_8));
    assertThat(object("ab".repeat(32)).body()).isEqualTo("the lock");
    assertThat(object("cd".repeat(32)).status()).isEqualTo(404);
    assertThat(object("ef".repeat(32)).status()).isEqualTo(404);

    byte[] changed = bundle.clone();
    changed[changed.length / 2] ^= 1;
    storage.records().objects.put(KEY, changed);
    assertThat(starter.get("/api/v1/deployments/d-past").status()).isEqualTo(502);
  }

  private static RunningStarter.Reply object(String sha256) {
    return starter.get("/api/v1/deployments/d-past/audit/objects/" + sha256);
  }

  /** Writes a deployment's bundle as if it were another one's, which Temporal has lost. */
  private static void remember(String known, String past) {
    var history = starter.temporal().fetchHistory(known).getEvents();
    DeploymentView view = Timeline.view(history, List.of());
    ObjectNode content = JsonNodeFactory.instance.objectNode().put("run_id", "lost");
    content.set("deployment", AuditJson.tree(view));
    var artifacts = content.putArray("artifacts");
    artifacts.addObject().put("sha256", "ab".repeat(32)).put("uri", "s3://bucket/some/lock");
    artifacts.addObject().put("sha256", "cd".repeat(32)).put("uri", "s3://bucket/gone");
    storage.records().put("us-east-1", "some/lock", "the lock".getBytes(StandardCharsets.UTF_8));
    new AuditChain(storage.records())
        .append(
            new AuditEntry(
                view.agent(),
                view.agentName(),
                new DeploymentId(past),
                "lost",
                0,
                "",
                view.type().wireName(),
                view.status(),
                view.requestedBy(),
                view.createdAt(),
                Objects.requireNonNull(view.completedAt()),
                Outcome.NONE),
            null,
            content);
  }

  private static void deploy(String id, String function, String more) {
    var accepted =
        starter.post(
            "/api/v1/deployments",
            """
            {"deployment_id":"%s","function_name":"%s","code":"agent = Agent()",\
            "region":"us-east-1"%s}"""
                .formatted(id, function, more));
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
  }

  private static void awaitStatus(String id, String status) {
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get("/api/v1/deployments/" + id).text("status"))
                    .isEqualTo(status));
  }
}
