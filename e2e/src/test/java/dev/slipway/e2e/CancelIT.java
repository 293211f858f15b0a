package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.HeldCloud;
import dev.slipway.e2e.harness.Hold;
import dev.slipway.e2e.harness.Hold.Moment;
import dev.slipway.e2e.harness.Requests;
import dev.slipway.e2e.harness.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A person changes their mind in the middle of a step. */
class CancelIT {
  /** The promise to the user: by then the tools have ended. */
  private static final Duration MAX_UNTIL_TOOLS_ARE_GONE = Duration.ofSeconds(10);

  private static HeldCloud cloud;

  @BeforeAll
  static void start() {
    cloud = new HeldCloud();
  }

  @AfterAll
  static void stop() {
    if (cloud != null) {
      cloud.close();
    }
  }

  @Test
  void cancelDuringTheBuild_stopsItsToolsAndLeavesNothing() {
    String name = "cancel-build";
    deploy(name);
    cloud.stack().awaitTool();
    List<ProcessHandle> tools = cloud.stack().tools();

    cancel(name);
    Waiting.until(
        "the tools to end",
        MAX_UNTIL_TOOLS_ARE_GONE,
        () -> tools.stream().noneMatch(ProcessHandle::isAlive));

    assertCanceledAndClean(name);
    assertThat(cloud.stack().tools()).isEmpty();
  }

  @Test
  void cancelDuringTheFirstDeploy_removesTheStackItCreated() throws InterruptedException {
    String name = "cancel-deploy";
    Hold hold = cloud.proxy().add(Requests.executeChangeSet(name, Moment.AFTER_EFFECT));
    deploy(name);
    hold.awaitHeld();

    cancel(name);
    hold.release();

    assertCanceledAndClean(name);
  }

  @Test
  void cancelBeforeTheChangeSetIsExecuted_removesThePlan() throws InterruptedException {
    String name = "cancel-plan";
    Hold hold = cloud.proxy().add(Requests.executeChangeSet(name, Moment.BEFORE_EFFECT));
    deploy(name);
    hold.awaitHeld();

    cancel(name);
    hold.drop();

    assertCanceledAndClean(name);
  }

  private static void deploy(String name) {
    cloud.api().deploy(name, TinyAgent.CODE, Map.of("deployment_id", name));
  }

  private static void cancel(String name) {
    var answer =
        cloud.api().post("/deployments/" + name + "/cancel", Map.of("reason", "changed my mind"));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
  }

  private static void assertCanceledAndClean(String name) {
    JsonNode view = cloud.api().awaitEnd(name);
    assertThat(view.path("status").asText()).as(view.toPrettyString()).isEqualTo("canceled");
    assertThat(cloud.world().thingsNamed(name)).isEmpty();
  }
}
