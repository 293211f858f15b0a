package dev.slipway.activities.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.activities.notices.LocalReceiver.Call;
import dev.slipway.workflows.notices.NotifyWorkflow;
import dev.slipway.workflows.notices.NotifyWorkflowImpl;
import dev.slipway.workflows.temporal.Payloads;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A notice on Temporal's test server, called over real connections. */
@Timeout(60)
class NoticeDeliveryTest {
  private static final String KEY = "whsec_" + "QUJD".repeat(8);
  private static final Pattern PAYLOAD = Pattern.compile("\"data\": *\"([A-Za-z0-9+/=]+)\"");

  @TempDir Path folder;

  @Test
  void everyAttempt_hasTheSameIdAndBody_andTheHistoryNoAddressOrKey() throws Exception {
    int closedPort;
    try (var closed = new LocalReceiver()) {
      closedPort = closed.port();
    }
    try (var local = new LocalReceiver();
        var temporal = TestWorkflowEnvironment.newInstance(options())) {
      var answers = new ArrayDeque<>(List.of("503 Later", "302 Found", "204 No Content"));
      local.manners(to -> LocalReceiver.status(answers.removeFirst()).answer(to));
      try (var receivers = receivers(local, closedPort)) {
        temporal
            .newWorker(TaskQueues.PLAN)
            .registerWorkflowImplementationTypes(NotifyWorkflowImpl.class);
        temporal
            .newWorker(TaskQueues.NOTICES)
            .registerActivitiesImplementations(new NotifyActivity(receivers));
        temporal.start();
        var workflow =
            temporal
                .getWorkflowClient()
                .newWorkflowStub(
                    NotifyWorkflow.class,
                    WorkflowOptions.newBuilder()
                        .setWorkflowId("notice/1")
                        .setTaskQueue(TaskQueues.PLAN)
                        .build());
        assertThatThrownBy(() -> workflow.send(Samples.waiting()))
            .rootCause()
            .hasMessageContaining("Not accepted by closed.");
      }

      assertThat(local.calls()).hasSize(3);
      assertThat(local.calls())
          .extracting(Call::body)
          .containsOnly(local.calls().getFirst().body());
      assertThat(local.calls())
          .extracting(call -> call.header("webhook-id"))
          .containsOnly(Samples.waiting().id());
      assertThat(readable(temporal.getWorkflowClient().fetchHistory("notice/1").toJson(false)))
          .contains("closed: it takes no connection")
          .contains("Waiting for approval of 3 changes")
          .doesNotContain(KEY)
          .doesNotContain("127.0.0.1");
    }
  }

  /** The history with its payloads decoded. */
  private static String readable(String history) {
    return PAYLOAD
        .matcher(history)
        .replaceAll(
            payload ->
                Matcher.quoteReplacement(
                    new String(
                        Base64.getDecoder().decode(payload.group(1)), StandardCharsets.UTF_8)));
  }

  private Receivers receivers(LocalReceiver local, int closedPort) throws Exception {
    Files.writeString(folder.resolve("secret"), KEY);
    Files.writeString(folder.resolve("url"), local.url().toString());
    Path file =
        Files.writeString(
            folder.resolve("receivers.yml"),
            """
            receivers:
              - {name: builder, url_file: url, secret_file: secret, allow_private: true}
              - {name: closed, url: 'http://127.0.0.1:%d/', secret_file: secret, allow_private: true}
            """
                .formatted(closedPort));
    return Receivers.in(file, Samples.LINKS, Clock.systemUTC());
  }

  private static TestEnvironmentOptions options() {
    return TestEnvironmentOptions.newBuilder()
        .setWorkflowClientOptions(
            WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build())
        .build();
  }
}
