package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Callers;
import dev.slipway.e2e.harness.HeldCloud;
import dev.slipway.e2e.harness.Hold;
import dev.slipway.e2e.harness.Hold.Moment;
import dev.slipway.e2e.harness.RuntimeReading;
import dev.slipway.e2e.harness.RuntimeRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Callers of {@code live} never reach a version that has not passed its test, and none goes without
 * an answer: while deployments succeed and fail, are rolled back, and while the JVM is killed.
 */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_TEST_FAULTS", matches = "all")
class AgentCoreCallersIT {
  private static final int CALLERS = 3;

  /** Of each caller: the first may have been on its way. */
  private static final int ANSWERS = 2;

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
  void callersHearOnlyTestedVersions_andAlwaysOne() throws Exception {
    String name = "steady";
    succeeded(deploy(name, "good 1"));
    List<String> heard;
    try (var callers = new Callers(cloud, name, CALLERS)) {
      callers.awaitMore(ANSWERS);
      failed(deploy(name, "bad 2"));
      callers.awaitMore(ANSWERS);
      succeeded(deploy(name, "good 3"));
      callers.awaitMore(ANSWERS);
      killedWhile(RuntimeRequest.ASK_CANDIDATE, name, "bad 4", callers);
      callers.awaitMore(ANSWERS);
      killedWhile(RuntimeRequest.MOVE_LIVE, name, "good 5", callers);
      callers.awaitMore(ANSWERS);
      succeeded(
          cloud
              .api()
              .post(
                  "/agents/us-east-1/" + TinyAgent.stack(name) + "/rollback",
                  Map.of("to_revision", 2, "reason", "it was better"))
              .body()
              .path("deployment_id")
              .asText());
      callers.awaitMore(ANSWERS);
      heard = callers.end();
    }

    assertThat(heard.stream().distinct()).containsExactly("good 1", "good 3", "good 5");
    assertThat(heard).endsWith("good 3");
    assertThat(new RuntimeReading(cloud.world(), name).versions())
        .containsExactly("1", "2", "3", "4", "5");
  }

  /** The JVM dies right after AgentCore has done it, with callers calling all the while. */
  private static void killedWhile(
      RuntimeRequest request, String name, String words, Callers callers) throws Exception {
    Hold hold = cloud.proxy().add(request.hold(name, Moment.AFTER_EFFECT));
    String id = deploy(name, words);
    hold.awaitHeld();
    callers.awaitMore(ANSWERS);
    cloud.stack().kill9();
    hold.drop();
    callers.awaitMore(ANSWERS);
    cloud.stack().start();
    if (words.startsWith("good")) {
      succeeded(id);
    } else {
      failed(id);
    }
  }

  /** What does not say that it is good fails its test. */
  private static String deploy(String name, String words) {
    var wanted = new HashMap<String, Object>();
    wanted.put("deployment_type", "agentcore");
    wanted.put("runtime", "auto");
    wanted.put("smoke_test", Map.of("expectation", "good"));
    return cloud.api().deploy(name, Agents.saying(words), wanted);
  }

  private static void succeeded(String id) {
    JsonNode view = cloud.api().awaitEnd(id);
    assertThat(view.path("status").asText()).as(view.toPrettyString()).isEqualTo("succeeded");
  }

  private static void failed(String id) {
    JsonNode view = cloud.api().awaitEnd(id);
    assertThat(view.path("status").asText()).as(view.toPrettyString()).isEqualTo("failed");
    assertThat(view.path("failure").path("type").asText()).isEqualTo("AgentAnswerUnexpected");
  }
}
