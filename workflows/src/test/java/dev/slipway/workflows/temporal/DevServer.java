package dev.slipway.workflows.temporal;

import io.grpc.StatusRuntimeException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A Temporal dev server of one test class, on a port of its own. */
public final class DevServer implements AutoCloseable {
  /** Temporal's command; not the launcher's own name, which Spring would treat as a setting. */
  public static final String VARIABLE = "SLIPWAY_TEST_TEMPORAL";

  private final Process process;
  private final WorkflowServiceStubs stubs;

  private DevServer(Process process, WorkflowServiceStubs stubs) {
    this.process = process;
    this.stubs = stubs;
  }

  /**
   * Returns when the server answers.
   *
   * @param home where it keeps what it writes
   * @param settings of Temporal's dynamic configuration, as {@code key=value}
   */
  public static DevServer start(Path home, String... settings) throws IOException {
    return start(home, List.of(), settings);
  }

  /**
   * The same, with more namespaces than {@code default}.
   *
   * @param namespaces for tests that must not meet each other's workflows
   */
  public static DevServer start(Path home, List<String> namespaces, String... settings)
      throws IOException {
    int port = freePort();
    List<String> command = new ArrayList<>(List.of(System.getenv(VARIABLE)));
    command.addAll(List.of("server", "start-dev", "--headless", "--log-level", "error"));
    command.addAll(List.of("--ip", "127.0.0.1", "--port", Integer.toString(port)));
    SearchAttributes.ALL.forEach(
        key -> command.addAll(List.of("--search-attribute", key.getName() + "=Keyword")));
    namespaces.forEach(name -> command.addAll(List.of("--namespace", name)));
    for (String setting : settings) {
      command.addAll(List.of("--dynamic-config-value", setting));
    }
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    builder.redirectOutput(home.resolve("temporal.log").toFile());
    Process process = builder.start();
    var stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build());
    var server = new DevServer(process, stubs);
    try {
      server.connect(Instant.now().plus(Duration.ofMinutes(1)));
      return server;
    } catch (RuntimeException notReached) {
      server.close();
      throw notReached;
    }
  }

  /** A call that the starting server left unanswered is made again: the SDK would give up. */
  private void connect(Instant deadline) {
    while (true) {
      try {
        stubs.connect(Duration.ofMinutes(1));
        return;
      } catch (StatusRuntimeException unanswered) {
        if (!process.isAlive() || Instant.now().isAfter(deadline)) {
          throw unanswered;
        }
      }
    }
  }

  public WorkflowServiceStubs stubs() {
    return stubs;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    process.destroy();
    process.onExit().join();
  }
}
