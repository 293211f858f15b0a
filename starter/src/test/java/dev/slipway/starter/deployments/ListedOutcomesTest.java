package dev.slipway.starter.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import dev.slipway.workflows.deploy.Outcome;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.AgentKey;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A line of the list says how the deployment went: its revision, or why there is none. */
class ListedOutcomesTest {
  private static final FakeStorage STORAGE = new FakeStorage();
  private static RunningStarter starter;
  private static FakeWorker worker;

  @BeforeAll
  static void open() {
    starter = RunningStarter.open(STORAGE);
    worker = new FakeWorker(starter.temporal(), new StubActivities(STORAGE));
  }

  @AfterAll
  static void close() {
    worker.close();
    starter.close();
  }

  private static void deploy(String id, String more, String status) {
    Reply accepted =
        starter.post(
            "/api/v1/deployments",
            """
            {"deployment_id":"%s","function_name":"%s","code":"def main(p): pass"%s}"""
                .formatted(id, id, more));
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    awaitStatus(id, status);
  }

  private static void awaitStatus(String id, String status) {
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get("/api/v1/deployments/" + id).text("status"))
                    .isEqualTo(status));
  }

  /** The only line of the list of one agent. */
  private static Reply listed(String id, String status) {
    String list = "/api/v1/deployments?agent=" + id;
    await()
        .untilAsserted(
            () -> assertThat(starter.get(list).text("deployments/0/status")).isEqualTo(status));
    return starter.get(list);
  }

  private static void says(String id, String status, String revision, String type) {
    Reply line = listed(id, status);
    assertThat(line.text("deployments/0/revision")).isEqualTo(revision);
    assertThat(line.text("deployments/0/failure/type")).isEqualTo(type);
  }

  @Test
  void live_withItsRevision_andNoFailure() {
    deploy("l-live", "", "succeeded");

    says("l-live", "succeeded", "1", "");
  }

  @Test
  void failed_withTheReasonThatItsViewHas() {
    deploy("l-failed", ",\"memory_size\":666", "failed");

    says("l-failed", "failed", "", "NameTaken");
    Reply line = listed("l-failed", "failed");
    Reply view = starter.get("/api/v1/deployments/l-failed");
    assertThat(line.text("deployments/0/failure/class")).isEqualTo("stack");
    assertThat(line.text("deployments/0/failure/message"))
        .isNotEmpty()
        .isEqualTo(view.text("failure/message"));
  }

  @Test
  void parked_withItsReason_whichIsGoneOnceItIsLive() {
    deploy("l-parked", ",\"memory_size\":666,\"on_failure\":\"park\"", "parked");
    says("l-parked", "parked", "", "NameTaken");

    starter.post("/api/v1/deployments/l-parked/retry", "{\"patch\":{\"memory_size\":512}}");
    awaitStatus("l-parked", "succeeded");
    says("l-parked", "succeeded", "1", "");
  }

  @Test
  void endedByForce_saysSo_whateverItWasParkedFor() {
    deploy("l-forced", ",\"memory_size\":666,\"on_failure\":\"park\"", "parked");
    starter.temporal().newUntypedWorkflowStub("l-forced").terminate("maintenance");

    says("l-forced", "canceled", "", "Terminated");
  }

  @Test
  void planned_withNeither() {
    deploy("l-plan", ",\"plan_only\":true", "succeeded");

    says("l-plan", "succeeded", "", "");
  }

  @Test
  void whatOnlyTheAuditHas_saysItAsWell_andOneOfAnOlderVersionNothing() {
    file("l-past", new Outcome(null, FailureType.QUOTA_EXCEEDED, "No room."));
    file("l-older", Outcome.NONE);

    says("l-past", "failed", "", "QuotaExceeded");
    says("l-older", "failed", "", "");
  }

  private static void file(String id, Outcome outcome) {
    new AuditChain(STORAGE.records())
        .append(
            new AuditEntry(
                new AgentKey(FakeStorage.ACCOUNT, "us-east-1", new StackName(id)),
                id,
                new DeploymentId(id),
                "run",
                0,
                "",
                "lambda",
                Status.FAILED,
                "tester",
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(1),
                outcome),
            null,
            JsonNodeFactory.instance.objectNode().put("run_id", "run"));
  }
}
