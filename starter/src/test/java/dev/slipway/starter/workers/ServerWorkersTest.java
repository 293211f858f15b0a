package dev.slipway.starter.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.temporal.QueuePollers;
import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import dev.slipway.workflows.temporal.DevServer;
import dev.slipway.workflows.temporal.TaskQueues;
import dev.slipway.workflows.temporal.WorkerBuild;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The workers' builds as a starter shows and promotes them, on Temporal's real server. */
@EnabledIfEnvironmentVariable(named = DevServer.VARIABLE, matches = ".+")
class ServerWorkersTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String WORKERS = "/api/v1/workers";

  /** Waits until it is told to end. */
  @WorkflowInterface
  public interface Waits {
    @WorkflowMethod(name = DeployAgentWorkflow.TYPE)
    void run();

    @SignalMethod
    void end();
  }

  /** As a parked deployment does, after a step. */
  public static final class WaitsImpl implements Waits {
    private boolean ended;

    @Override
    public void run() {
      Workflow.newActivityStub(
              Nothing.class,
              ActivityOptions.newBuilder()
                  .setTaskQueue(TaskQueues.CLOUD)
                  .setStartToCloseTimeout(LONG)
                  .build())
          .nothing();
      Workflow.await(() -> ended);
    }

    @Override
    public void end() {
      ended = true;
    }
  }

  /** Something to poll for. */
  @ActivityInterface
  public interface Nothing {
    void nothing();
  }

  private DevServer server;
  private RunningStarter starter;
  private WorkflowClient client;
  private final List<WorkerFactory> workers = new ArrayList<>();

  @BeforeEach
  void start(@TempDir Path home) throws Exception {
    server =
        DevServer.start(
            home,
            "matching.wv.VersionDrainageStatusVisibilityGracePeriod=\"1s\"",
            "matching.wv.VersionDrainageStatusRefreshInterval=\"1s\"");
    client = WorkflowClient.newInstance(server.stubs());
    starter =
        RunningStarter.on(new TemporalConnection(server.stubs(), "default"), new FakeStorage());
  }

  @AfterEach
  void stop() {
    workers.forEach(WorkerFactory::shutdownNow);
    starter.close();
    server.close();
  }

  @Test
  void workersWithoutABuild_areCounted_andThereIsNothingToPromote() {
    work(WorkerOptions.getDefaultInstance());

    awaitText("without_build/plan", "1");

    Reply shown = starter.get(WORKERS);
    assertThat(shown.text("versioned")).isEqualTo("false");
    assertThat(shown.text("builds/0/build")).isEmpty();
    assertThat(starter.get("/api/v1/health").text("workers/ok")).isEqualTo("true");
    Reply refused = promote("1");
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.text("detail")).contains("No build '1'", "SLIPWAY_WORKER_BUILD");
  }

  @Test
  void build_isIdleUntilPromoted_drainsAfterTheNext_andKeepsWhatBeganOnIt() {
    work(of("1"));
    awaitText("builds/0/pollers/plan", "1");
    assertThat(starter.get(WORKERS).text("builds/0/status")).isEqualTo("inactive");
    Reply health = starter.get("/api/v1/health");
    assertThat(health.text("workers/ok")).isEqualTo("false");
    assertThat(health.text("workers/detail"))
        .contains("plan 0", "build 1 polls too, but is not promoted");
    assertThat(promote("2").text("detail")).isEqualTo("No build '2' (expected: 1)");

    Reply promoted = promote("1");
    assertThat(promoted.status()).as(promoted.body()).isEqualTo(200);
    assertThat(promoted.text("current")).isEqualTo("1");
    assertThat(promoted.text("changed_by")).startsWith("slipway (");
    assertThat(promoted.text("builds/0/since")).isNotEmpty();
    assertThat(promote("1").text("current")).as("promoted once more").isEqualTo("1");
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(starter.get("/api/v1/health").text("workers/detail"))
                    .contains("plan 1")
                    .endsWith("(build 1)"));
    Waits parked = begin("d-1");
    awaitText("builds/0/deployments/0", "d-1");

    work(of("2"));
    await().atMost(LONG).until(() -> promote("2").status() == 200);
    Reply after = starter.get(WORKERS);
    assertThat(after.text("current")).isEqualTo("2");
    assertThat(after.text("builds/0/build")).isEqualTo("2");
    assertThat(after.text("builds/1/status")).isEqualTo("draining");
    assertThat(after.text("builds/1/unfinished")).isEqualTo("1");
    assertThat(after.text("builds/1/deployments/0")).isEqualTo("d-1");

    parked.end();
    awaitText("builds/1/status", "drained");
    assertThat(starter.get(WORKERS).text("builds/1/unfinished")).isEqualTo("0");
  }

  /** Temporal would take a build's first workers, and those that have gone since, on trust. */
  @Test
  void build_whoseWorkersDontPollEveryQueue_isNotPromoted() {
    work(of("1"), TaskQueues.PLAN, TaskQueues.CLOUD);
    awaitText("builds/0/pollers/cloud", "1");
    awaitText("builds/0/pollers/plan", "1");

    Reply refused = promote("1");

    assertThat(refused.status()).as(refused.body()).isEqualTo(409);
    assertThat(refused.text("detail"))
        .isEqualTo(
            "No worker of build '1' polls build, check, notices (expected: at least one on each task queue); start its workers, and try again");
    assertThat(starter.get(WORKERS).text("current")).isEmpty();
  }

  private Waits begin(String id) {
    Waits parked =
        client.newWorkflowStub(
            Waits.class,
            WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.PLAN).setWorkflowId(id).build());
    WorkflowClient.start(parked::run);
    return parked;
  }

  private static WorkerOptions of(String build) {
    return WorkerOptions.newBuilder()
        .setDeploymentOptions(new WorkerBuild(build).options())
        .build();
  }

  private void work(WorkerOptions options) {
    work(options, QueuePollers.queues().toArray(String[]::new));
  }

  private void work(WorkerOptions options, String... queues) {
    WorkerFactory factory = WorkerFactory.newInstance(client);
    for (String queue : queues) {
      Worker worker = factory.newWorker(queue, options);
      if (queue.equals(TaskQueues.PLAN)) {
        worker.registerWorkflowImplementationTypes(WaitsImpl.class);
      } else {
        Nothing nothing = () -> {};
        worker.registerActivitiesImplementations(nothing);
      }
    }
    factory.start();
    workers.add(factory);
  }

  private Reply promote(String build) {
    return starter.post("%s/%s/promote".formatted(WORKERS, build), "");
  }

  private void awaitText(String path, String text) {
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(starter.get(WORKERS).text(path)).isEqualTo(text));
  }
}
