package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.HeldCloud;
import dev.slipway.e2e.harness.Hold;
import dev.slipway.e2e.harness.Hold.Moment;
import dev.slipway.e2e.harness.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Temporal server dies, alone or together with the JVM, and comes back with its state. */
class TemporalKillIT {
  /** It is restarted within a second and ready a second later. */
  private static final Duration MAX_ABSENCE = Duration.ofSeconds(20);

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
  void temporalDiesDuringTheBuild_deploymentSucceeds() throws InterruptedException {
    String name = "temporal-build";
    Hold hold = cloud.proxy().add(Requests.storePackage(name, Moment.BEFORE_EFFECT));
    deploy(name);
    hold.awaitHeld();

    killTemporal();
    hold.release();

    assertSucceeded(name);
  }

  @Test
  void temporalDiesDuringTheDeploy_deploymentSucceeds() throws InterruptedException {
    String name = "temporal-deploy";
    Hold hold = cloud.proxy().add(Requests.executeChangeSet(name, Moment.AFTER_EFFECT));
    deploy(name);
    hold.awaitHeld();

    killTemporal();
    hold.release();

    assertSucceeded(name);
  }

  @Test
  void everythingDiesDuringTheBuild_deploymentSucceedsAndNoToolSurvives()
      throws InterruptedException, IOException {
    String name = "both-build";
    // Another lock, so that there is a layer to build and the tools are busy for seconds.
    cloud
        .api()
        .deploy(
            name,
            TinyAgent.CODE,
            Map.of("deployment_id", name, "requirements", List.of("tabulate")));
    cloud.stack().awaitTool();
    List<ProcessHandle> orphans = cloud.stack().tools();

    cloud.stack().kill9("temporal");
    cloud.stack().kill9();
    cloud.stack().start();

    assertThat(orphans).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    try (var folders = Files.list(cloud.stack().home().resolve("work/steps"))) {
      assertThat(folders.filter(Files::isDirectory)).hasSize(1);
    }
    assertSucceeded(name);
  }

  private static void deploy(String name) {
    cloud.api().deploy(name, TinyAgent.CODE, Map.of("deployment_id", name));
  }

  private static void killTemporal() {
    long before = cloud.stack().pidOfRunning("temporal");
    cloud.stack().kill9("temporal");
    cloud.stack().awaitAnother("temporal", before, MAX_ABSENCE);
  }

  private static void assertSucceeded(String name) {
    JsonNode view = cloud.api().awaitEnd(name);
    assertThat(view.path("status").asText()).as(view.toPrettyString()).isEqualTo("succeeded");
    assertThat(cloud.world().operations(TinyAgent.stack(name)))
        .containsExactly("CREATE_IN_PROGRESS");
  }
}
