package dev.slipway.starter.temporal;

import static org.awaitility.Awaitility.await;

import dev.slipway.workflows.temporal.SearchAttributes;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** On its own Temporal dev server. */
@EnabledIfEnvironmentVariable(named = ServerVisibilityTest.VARIABLE, matches = ".+")
class ServerVisibilityTest extends VisibilityContract {
  /** Temporal's command; not the launcher's own name, which Spring would treat as a setting. */
  static final String VARIABLE = "SLIPWAY_TEST_TEMPORAL";

  @TempDir static Path home;

  private static Process server;
  private static WorkflowServiceStubs stubs;

  @BeforeAll
  static void start() throws IOException {
    int port = freePort();
    List<String> command = new ArrayList<>(List.of(System.getenv(VARIABLE)));
    command.addAll(List.of("server", "start-dev", "--headless", "--log-level", "error"));
    command.addAll(List.of("--ip", "127.0.0.1", "--port", Integer.toString(port)));
    SearchAttributes.ALL.forEach(
        key -> command.addAll(List.of("--search-attribute", key.getName() + "=Keyword")));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    builder.redirectOutput(home.resolve("temporal.log").toFile());
    server = builder.start();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build());
    await().atMost(Duration.ofMinutes(1)).until(ServerVisibilityTest::answers);
  }

  private static boolean answers() {
    try {
      new Visibility(new TemporalConnection(stubs, "default"))
          .find(Query.types(List.of("Any")).where(SearchAttributes.AGENT, "any"), 1, null);
      return true;
    } catch (RuntimeException notYet) {
      return false;
    }
  }

  @AfterAll
  static void stop() {
    stubs.shutdownNow();
    server.destroy();
    server.onExit().join();
  }

  @Override
  TemporalConnection temporal() {
    return new TemporalConnection(stubs, "default");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
