package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.StubActivities;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stack whose rollback has stopped is freed with a person's consent, and never without it. */
class RetryTest {
  private static final String STUCK = "/api/v1/deployments/d-stuck";
  private static final String OTHER = "/api/v1/deployments/d-other";
  private static RunningStarter starter;
  private static FakeWorker worker;

  @BeforeAll
  static void open() {
    var storage = new FakeStorage();
    starter = RunningStarter.open(storage);
    worker = new FakeWorker(starter.temporal(), new StubActivities(storage));
    park("d-stuck", 667);
    park("d-other", 666);
  }

  @AfterAll
  static void close() {
    worker.close();
    starter.close();
  }

  private static void park(String id, int memory) {
    starter.post(
        "/api/v1/deployments",
        """
        {"deployment_id":"%s","function_name":"f%s","code":"def main(p): return p",
         "memory_size":%d,"on_failure":"park"}"""
            .formatted(id, id, memory));
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get("/api/v1/deployments/" + id).text("status"))
                    .isEqualTo("parked"));
  }

  @Test
  void agentTerminatedWhileItsFirstDeploymentIsParked_isStillFound() {
    park("d-alone", 666);
    Reply view = starter.get("/api/v1/deployments/d-alone");
    String stack = view.text("agent/stack_name");
    String workflow = "agent/%s/us-east-1/%s".formatted(view.text("agent/account"), stack);
    starter.temporal().newUntypedWorkflowStub(workflow).terminate("a test");

    Reply agent = starter.get("/api/v1/agents/us-east-1/" + stack);
    assertThat(agent.status()).isEqualTo(200);
    assertThat(agent.text("queue/running")).isEqualTo("d-alone");
  }

  private static Reply retry(String deployment, String skipped) {
    return starter.post(
        deployment + "/retry",
        "{\"reason\":\"fixed manually\",\"patch\":{\"skip_resources\":" + skipped + "}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ["AgentUrl"]     | patch.skip_resources: AgentUrl (expected: any of AgentRole)
          ["Agent-Role"]   | patch.skip_resources: Agent-Role (expected: a logical id, letters and digits)
          "AgentRole"      | patch.skip_resources: "AgentRole" (expected: a list of strings)
          """)
  void whatDoesNotBlock_isNotSkipped(String skipped, String message) {
    Reply refused = retry(STUCK, skipped);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("errors/0/message")).contains(message);
    assertThat(starter.get(STUCK).text("status")).isEqualTo("parked");
  }

  @Test
  void whereNoRollbackHasStopped_nothingIsSkipped() {
    Reply refused = retry(OTHER, "[\"AgentRole\"]");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("errors/0/message")).contains("because no rollback has stopped");
    assertThat(starter.get(OTHER).body()).contains("\"blocked_resources\":[]");
  }

  @Test
  void consent_goesWithTheRetry_fromThePageAsFromTheApi() {
    park("d-page", 667);
    park("d-api", 667);
    assertThat(starter.get("/deployments/d-page/fix").body())
        .contains("name=\"skip_resources\" value=\"AgentRole\"");
    assertThat(starter.get(STUCK).text("failure/blocked_resources/0")).isEqualTo("AgentRole");

    assertThat(
            starter.form("/deployments/d-page/retry", "patch=1&skip_resources=AgentRole").status())
        .isEqualTo(302);
    assertThat(retry("/api/v1/deployments/d-api", "[\"AgentRole\"]").status()).isEqualTo(202);

    for (String id : new String[] {"d-page", "d-api"}) {
      await()
          .untilAsserted(
              () ->
                  assertThat(starter.get("/api/v1/deployments/" + id).text("status"))
                      .isEqualTo("succeeded"));
    }
  }
}
