package dev.slipway.starter.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.starter.temporal.Visibility;
import dev.slipway.workflows.temporal.DevServer;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What a Temporal server reports of workflows whose code fails. */
@EnabledIfEnvironmentVariable(named = DevServer.VARIABLE, matches = ".+")
class ServerStuckWorkflowsTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final AtomicBoolean BROKEN = new AtomicBoolean(true);

  /** Fails like a bug of ours. */
  @WorkflowInterface
  public interface Buggy {
    @WorkflowMethod
    void run();
  }

  /** Until someone mends it. */
  public static final class BuggyImpl implements Buggy {
    @Override
    public void run() {
      if (BROKEN.get()) {
        throw new IllegalStateException("a bug");
      }
    }
  }

  @Test
  void aWorkflowThatFailsInItsCode_isCounted_untilItsCodeIsMended(@TempDir Path home)
      throws Exception {
    try (DevServer server =
        DevServer.start(
            home, "system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute=2")) {
      var stuck =
          new StuckWorkflows(new Visibility(new TemporalConnection(server.stubs(), "default")));
      await().atMost(LONG).ignoreExceptions().until(() -> stuck.now().ok());
      WorkflowClient client = WorkflowClient.newInstance(server.stubs());
      WorkerFactory factory = WorkerFactory.newInstance(client);
      factory.newWorker("bugs").registerWorkflowImplementationTypes(BuggyImpl.class);
      factory.start();
      var options =
          WorkflowOptions.newBuilder().setTaskQueue("bugs").setWorkflowId("buggy").build();
      WorkflowClient.start(client.newWorkflowStub(Buggy.class, options)::run);

      await().atMost(LONG).until(() -> !stuck.now().ok());
      assertThat(stuck.now().detail()).startsWith("1 failing");

      BROKEN.set(false);
      client.newUntypedWorkflowStub("buggy").getResult(Void.class);
      await().atMost(LONG).until(() -> stuck.now().ok());
      factory.shutdownNow();
    }
  }
}
