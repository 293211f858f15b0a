package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

  private static List<String> types(List<JsonNode> events) {
    return events.stream().map(event -> event.path("type").asText()).toList();
  }

  private static List<String> ids(List<JsonNode> events) {
    return events.stream().map(event -> event.path("id").asText()).toList();
  }
}
