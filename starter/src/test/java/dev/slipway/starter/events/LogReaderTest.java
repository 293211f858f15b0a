package dev.slipway.starter.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.StackName;
import dev.slipway.starter.storage.StepLogs;
import dev.slipway.storage.logs.LogLine;
import dev.slipway.storage.logs.LogStore;
import dev.slipway.workflows.model.AgentKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogReaderTest {
  private static final LogStore.Page LINES =
      new LogStore.Page(
          List.of(new LogLine(Instant.EPOCH, "samBuild", 1, "stdout", "built")), "after");
  private static final LogStore.Page NOTHING = new LogStore.Page(List.of(), "after");

  /** After the drain watchers learn of the end, and nobody reads the log for them again. */
  @Test
  void endOfALog_isReadAlthoughTheStoreDoesNotAnswerAtFirst() {
    int[] asked = new int[1];
    StepLogs logs =
        (agent, deployment, step, cursor) -> {
          if (asked[0]++ < 2) {
            throw new IllegalStateException("no answer");
          }
          return cursor == null ? LINES : NOTHING;
        };

    assertThat(reader(logs).drain()).hasSize(1);
  }

  @Test
  void storeThatNeverAnswers_doesNotKeepTheEndFromWatchers() {
    StepLogs logs =
        (agent, deployment, step, cursor) -> {
          throw new IllegalStateException("no answer");
        };

    assertThat(reader(logs).drain()).isEmpty();
    assertThat(reader(logs).more()).isEmpty();
  }

  private static LogReader reader(StepLogs logs) {
    return new LogReader(
        logs,
        new AgentKey("111111111111", "us-east-1", new StackName("weather")),
        new DeploymentId("d-1"),
        Duration.ZERO);
  }
}
