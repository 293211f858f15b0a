package dev.slipway.e2e.bench;

import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.Waiting;
import dev.slipway.workflows.temporal.Payloads;
import dev.slipway.workflows.temporal.SearchAttributes;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A benchmark's own Temporal server, with a database file like the local stack's. */
final class DevServer implements AutoCloseable {
  private static final Duration MAX_START = Duration.ofMinutes(1);

  private final Process process;
  private final Path database;
  private final String target;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private DevServer(Process process, Path database, String target) {
    this.process = process;
    this.database = database;
    this.target = target;
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
  }

  static DevServer start() throws IOException {
    Path home = Files.createTempDirectory("slipway-bench-");
    int port = Ground.portBase();
    List<String> command = new ArrayList<>();
    command.add(Ground.tool("SLIPWAY_TEMPORAL"));
    command.addAll(List.of("server", "start-dev", "--headless", "--ip", "127.0.0.1"));
    command.addAll(List.of("--port", String.valueOf(port), "--log-level", "error"));
    Path database = home.resolve("temporal.db");
    command.addAll(List.of("--db-filename", database.toString()));
    command.addAll(List.of("--sqlite-pragma", "journal_mode=WAL"));
    command.addAll(List.of("--sqlite-pragma", "synchronous=NORMAL"));
    command.addAll(
        List.of("--dynamic-config-value", "system.forceSearchAttributesCacheRefreshOnRead=false"));
    SearchAttributes.ALL.forEach(
        key -> command.addAll(List.of("--search-attribute", key.getName() + "=Keyword")));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(home.resolve("temporal.log").toFile());
    builder.environment().put("HOME", home.toString());
    var server = new DevServer(builder.start(), database, "127.0.0.1:" + port);
    Runtime.getRuntime().addShutdownHook(new Thread(server::end));
    Waiting.until("Temporal to answer", MAX_START, server::answers);
    return server;
  }

  /** Host and port, for callers with their own client. */
  String target() {
    return target;
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  /** The database file, and the log of what is not in it yet. */
  long databaseBytes() throws IOException {
    Path log = database.resolveSibling(database.getFileName() + "-wal");
    return Files.size(database) + (Files.exists(log) ? Files.size(log) : 0);
  }

  WorkflowClient client() {
    return client;
  }

  private boolean answers() {
    try {
      client.countWorkflows("WorkflowType = 'AgentWorkflow'");
      return true;
    } catch (RuntimeException notYet) {
      return false;
    }
  }

  private void end() {
    process.destroy();
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    end();
    process
        .onExit()
        .orTimeout(10, TimeUnit.SECONDS)
        .exceptionally(late -> process.destroyForcibly())
        .join();
  }
}
