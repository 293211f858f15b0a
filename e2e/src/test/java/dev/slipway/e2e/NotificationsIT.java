package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.LocalStack;
import dev.slipway.e2e.harness.NoticeReceiver;
import dev.slipway.e2e.harness.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Notices survive the death of every process. */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_TEST_FAULTS", matches = "all")
class NotificationsIT {
  /** Attempts come after 5, 10, 20 s … and a restart takes its time. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  @TempDir Path folder;

  @Test
  void everythingDies_andEachNoticeIsAcceptedOnce_underItsId() throws Exception {
    try (var receiver = new NoticeReceiver();
        var stack =
            new LocalStack(Map.of("SLIPWAY_RECEIVERS", receiver.file(folder).toString())).start()) {
      String id = stack.api().deploy("noticed", TinyAgent.CODE, Map.of("approval", "required"));
      stack.api().awaitStatus(id, Set.of("awaiting_approval"));
      Waiting.until("a refused notice", LONGEST, () -> !receiver.refused().isEmpty());

      stack.kill9("temporal");
      stack.kill9();
      stack.start();
      receiver.accept();
      Waiting.until("the notice", LONGEST, () -> !receiver.accepted().isEmpty());
      stack.api().post("/deployments/" + id + "/reject", Map.of("reason", "only a test"));
      stack.api().awaitEnd(id);
      Waiting.until("the notice of the end", LONGEST, () -> receiver.accepted().size() > 1);

      assertThat(types(receiver.accepted()))
          .containsExactly(
              "dev.slipway.deployment.awaiting_approval", "dev.slipway.deployment.canceled");
      assertThat(ids(receiver.accepted()))
          .doesNotHaveDuplicates()
          .containsAll(ids(receiver.refused()));
    }
  }

  /** The emulator's stack goes with its process, which is drift as well, and no other. */
  @Test
  void anAgentThatDrifted_isToldOnce_thoughEverythingDiesAndItIsCheckedAgain() throws Exception {
    try (var receiver = new NoticeReceiver();
        var stack =
            new LocalStack(Map.of("SLIPWAY_RECEIVERS", receiver.file(folder).toString())).start()) {
      Api api = stack.api();
      api.awaitEnd(api.deploy("drifts", TinyAgent.CODE, Map.of("smoke_test", "off")));
      try (var world = new Emulated(stack)) {
        world.functions.updateFunctionConfiguration(
            request -> request.functionName("drifts").memorySize(256));
      }
      assertThat(drift(api)).isEqualTo("drifted");
      Waiting.until("a refused notice", LONGEST, () -> !drifted(receiver.refused()).isEmpty());

      stack.kill9("temporal");
      stack.kill9();
      stack.start();
      assertThat(drift(stack.api())).isEqualTo("drifted");
      receiver.accept();
      Waiting.until("the notice", LONGEST, () -> !drifted(receiver.accepted()).isEmpty());
      assertThat(drift(stack.api())).isEqualTo("drifted");
      assertThat(ids(drifted(receiver.accepted())))
          .hasSize(1)
          .containsAll(ids(drifted(receiver.refused())));
    }
  }

  private static String drift(Api api) {
    return api.post("/agents/us-east-1/" + TinyAgent.stack("drifts") + "/drift", Map.of())
        .body()
        .path("status")
        .asText();
  }

  private static List<JsonNode> drifted(List<JsonNode> events) {
    return events.stream()
        .filter(event -> event.path("type").asText().equals("dev.slipway.agent.drifted"))
        .toList();
  }

  private static List<String> types(List<JsonNode> events) {
    return events.stream().map(event -> event.path("type").asText()).toList();
  }

  private static List<String> ids(List<JsonNode> events) {
    return events.stream().map(event -> event.path("id").asText()).toList();
  }
}
