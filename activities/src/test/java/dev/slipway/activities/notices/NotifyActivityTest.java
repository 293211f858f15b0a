package dev.slipway.activities.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.uber.m3.tally.Scope;
import dev.slipway.workflows.notices.Notify;
import dev.slipway.workflows.notices.Notify.Delivery;
import dev.slipway.workflows.temporal.Payloads;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an attempt is, and what is only put off. */
@Timeout(60)
class NotifyActivityTest {
  private static final Delivery DELIVERY = new Delivery(Samples.waiting(), "builder");

  @TempDir Path folder;
  private final CountedAttempts attempts = new CountedAttempts();
  private final Scope scope = attempts.scope();
  private TestActivityEnvironment temporal;
  private LocalReceiver local;
  private Receivers receivers;

  @BeforeEach
  void open() throws Exception {
    local = new LocalReceiver();
    Files.writeString(folder.resolve("secret"), "whsec_" + "QUJD".repeat(8));
    Path file =
        Files.writeString(
            folder.resolve("receivers.yml"),
            "receivers: [{name: builder, url: '%s', secret_file: secret, allow_private: true}]"
                .formatted(local.url()));
    receivers = Receivers.in(file, Samples.LINKS, Clock.systemUTC());
    temporal =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setMetricsScope(scope)
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .build())
                .build());
    temporal.registerActivitiesImplementations(new NotifyActivity(receivers));
  }

  @AfterEach
  void close() throws Exception {
    temporal.close();
    receivers.close();
    local.close();
  }

  @Test
  void receiverOfAnotherWorkersFile_isTriedAgain() {
    assertThatThrownBy(() -> stub().deliver(new Delivery(Samples.waiting(), "newcomer")))
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class, failed -> assertThat(failed.isNonRetryable()).isFalse())
        .hasMessageContaining("newcomer is not in this worker's file of receivers");
  }

  @Test
  void callThatIsPutOff_isNoAttempt() throws Exception {
    var answer = new CountDownLatch(1);
    local.manners(
        to -> {
          try {
            answer.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          LocalReceiver.status("200 OK").answer(to);
        });
    var threads = new ArrayList<Thread>();
    for (int call = 0; call < 4; call++) {
      threads.add(Thread.ofVirtual().start(this::call));
    }
    Awaitility.await().until(() -> local.calls().size() == 4);

    assertThatThrownBy(() -> stub().deliver(DELIVERY)).cause().hasMessageContaining("not called");
    answer.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    stub().deliver(DELIVERY);
    scope.close();
    assertThat(attempts.byAcceptance()).isEqualTo(Map.of("true", 1L));
  }

  /** Past the activity, which counts; its environment runs one at a time. */
  private void call() {
    try {
      receivers.named("builder").orElseThrow().deliver(Samples.waiting());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Notify stub() {
    return temporal.newActivityStub(
        Notify.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }
}
