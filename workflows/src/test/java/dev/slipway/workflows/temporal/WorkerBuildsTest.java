package dev.slipway.workflows.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.OnFailure;
import dev.slipway.workflows.deploy.Decision;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Faults;
import dev.slipway.workflows.fakes.LaterCommands;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.fakes.Shipyard;
import dev.slipway.workflows.revival.AgentRuns;
import dev.slipway.workflows.timeline.Timeline;
import dev.slipway.workflows.turn.Revision;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkerDeploymentVersionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.worker.WorkerFactory;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The first build of all, an upgrade and its rollback, on Temporal's real server. */
@EnabledIfEnvironmentVariable(named = DevServer.VARIABLE, matches = ".+")
@Timeout(300)
class WorkerBuildsTest {
  private static final WorkerBuild ONE = new WorkerBuild("1");
  private static final WorkerBuild TWO = new WorkerBuild("2");
  private static final String AGENT = Orders.AGENT.workflowId();
  private static final Duration LONG = Duration.ofMinutes(1);

  /** One for each test: builds are a namespace's. */
  private static final List<String> NAMESPACES =
      Arrays.stream(WorkerBuildsTest.class.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(Test.class))
          .map(Method::getName)
          .toList();

  private static DevServer server;

  private Shipyard yard;

  @BeforeAll
  static void startServer(@TempDir Path home) throws Exception {
    server =
        DevServer.start(
            home,
            NAMESPACES,
            // As docker/temporal/dynamicconfig.yaml has them.
            "matching.useNewMatcher=true",
            "matching.enableFairness=true",
            // Otherwise it asks every few minutes whether a build is drained.
            "matching.wv.VersionDrainageStatusVisibilityGracePeriod=\"1s\"",
            "matching.wv.VersionDrainageStatusRefreshInterval=\"1s\"");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void start(TestInfo test) {
    yard = new Shipyard(server, test.getTestMethod().orElseThrow().getName());
  }

  @AfterEach
  void close() {
    yard.close();
  }

  @Test
  void parkedDeployment_endsOnItsBuild_andItsAgentsNextOneBeginsOnTheCurrentOne() throws Exception {
    yard.start(ONE);
    yard.routing().promote(ONE);
    park("d-1");
    // It could not replay what the first build began.
    yard.startLater(TWO, new LaterCommands(DeployAgentWorkflow.TYPE));
    yard.routing().promote(TWO);

    yard.deploy(Orders.order("d-2"));
    assertThat(yard.routing().status(ONE))
        .isEqualTo(WorkerDeploymentVersionStatus.WORKER_DEPLOYMENT_VERSION_STATUS_DRAINING);
    retry("d-1");
    awaitEnd("d-1");
    awaitEnd("d-2");

    assertThat(builds("d-1")).containsExactly("1");
    assertThat(builds("d-2")).containsExactly("2");
    assertThat(builds(AGENT)).containsExactly("1", "2");
    yard.routing().awaitDrained(ONE);
  }

  @Test
  void afterARollback_theEarlierBuildReadsWhatTheLaterOneWrote() throws Exception {
    yard.start(ONE);
    yard.startLater(TWO, new LaterCommands(DeployAgentWorkflow.TYPE));
    yard.routing().promote(TWO);
    yard.deploy(Orders.order("d-1"));
    awaitEnd("d-1");
    assertThat(writtenLater(AGENT)).isTrue();
    park("d-2");

    yard.routing().promote(ONE);
    retry("d-2");
    awaitEnd("d-2");
    yard.deploy(Orders.order("d-3"));
    awaitEnd("d-3");

    assertThat(builds("d-2")).containsExactly("2");
    assertThat(builds("d-3")).containsExactly("1");
    assertThat(builds(AGENT)).containsExactly("2", "1");
    awaitLive("d-1", "d-2", "d-3");
  }

  @Test
  void agentThatTheEarlierBuildCantReplay_isTerminated_andLivesOnWithAllItKnew() throws Exception {
    yard.start(ONE);
    yard.startLater(TWO, new LaterCommands(AgentRuns.TYPE));
    yard.routing().promote(TWO);
    yard.deploy(Orders.order("d-1"));
    awaitEnd("d-1");
    awaitLive("d-1");

    yard.routing().promote(ONE);
    await().atMost(LONG).until(this::isStuckAtItsNextTask);
    yard.deployment(AGENT).terminate("to go on with the earlier build");
    yard.deploy(Orders.order("d-2"));
    awaitEnd("d-2");

    assertThat(builds(AGENT)).containsExactly("1");
    awaitLive("d-1", "d-2");
  }

  @Test
  void whatBeganWithoutABuild_goesOnWithTheFirstOne_onceThatIsCurrent() throws Exception {
    WorkerFactory before = yard.startUnversioned();
    yard.start(ONE);
    park("d-1");
    assertThat(builds("d-1")).containsExactly("no build");

    yard.routing().promote(ONE);
    yard.stop(before);
    retry("d-1");
    awaitEnd("d-1");
    yard.deploy(Orders.order("d-3"));
    awaitEnd("d-3");

    assertThat(builds("d-1")).containsExactly("no build", "1");
    assertThat(Timeline.view(events("d-1"), List.of()).runtimeVersion()).isEqualTo("1");
    assertThat(builds("d-3")).containsExactly("1");
    awaitLive("d-1", "d-3");
  }

  @Test
  void whenBuildsAreTurnedOff_workersWithoutOneGoOn() throws Exception {
    yard.start(ONE);
    yard.routing().promote(ONE);
    yard.deploy(Orders.order("d-1"));
    awaitEnd("d-1");

    yard.startUnversioned();
    yard.routing().promoteNone();
    yard.deploy(Orders.order("d-2"));
    awaitEnd("d-2");

    assertThat(builds("d-2")).containsExactly("no build");
    awaitLive("d-1", "d-2");
    yard.routing().awaitDrained(ONE);
  }

  private void park(String id) {
    yard.faults().alwaysAt("smokeTest", Faults.fails(FailureType.AGENT_FAILED));
    yard.deploy(Orders.order(id, OnFailure.PARK));
    await().atMost(LONG).until(() -> "parked".equals(status(id)));
    yard.faults().clear("smokeTest");
  }

  private void retry(String id) {
    yard.deployment(id).update("retry", Void.class, new Decision("anna", null), null);
  }

  private void awaitEnd(String id) throws TimeoutException {
    yard.deployment(id).getResult(LONG.toSeconds(), TimeUnit.SECONDS, Void.class);
    assertThat(status(id)).isEqualTo("succeeded");
  }

  private @Nullable String status(String id) {
    return yard.deployment(id).describe().getTypedSearchAttributes().get(SearchAttributes.STATUS);
  }

  /** Waits until the agent has exactly the revisions of these deployments, the last one live. */
  private void awaitLive(String... deployments) {
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(yard.agentState().revisions())
                    .extracting(Revision::deploymentId)
                    .extracting(Object::toString)
                    .containsExactly(deployments));
  }

  /** The builds that worked on a workflow and its activities, in the order of their tasks. */
  private Set<String> builds(String workflow) {
    var builds = new LinkedHashSet<String>();
    for (HistoryEvent event : events(workflow)) {
      if (event.hasWorkflowTaskStartedEventAttributes()) {
        builds.add(event.getWorkflowTaskStartedEventAttributes().getIdentity());
      } else if (event.hasActivityTaskStartedEventAttributes()) {
        builds.add(event.getActivityTaskStartedEventAttributes().getIdentity());
      }
    }
    builds.remove(""); // a task that no worker took, such as one that was offered in vain
    return builds;
  }

  private boolean writtenLater(String workflow) {
    return events(workflow).stream()
        .anyMatch(event -> event.toString().contains(Shipyard.ADDED_LATER));
  }

  /** The server's queues learn of a new current build one after another. */
  private boolean isStuckAtItsNextTask() {
    yard.deployment(AGENT).signal("unheard of");
    return events(AGENT).stream()
        .anyMatch(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED);
  }

  private List<HistoryEvent> events(String workflow) {
    return yard.client().fetchHistory(workflow).getEvents();
  }
}
