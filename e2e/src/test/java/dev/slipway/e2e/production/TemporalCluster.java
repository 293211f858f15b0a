package dev.slipway.e2e.production;

import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.Waiting;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Temporal's server on PostgreSQL, set up and started by the scripts in docker/temporal with the
 * compose file's environment.
 */
final class TemporalCluster {
  private static final Duration MAX_NAMESPACE = Duration.ofMinutes(2);

  private static final Path SCRIPTS = Ground.root().resolve("docker/temporal");

  /** What the launcher built: programs under bin, and the schema. */
  private static final Path BUILT = Path.of(Ground.tool("SLIPWAY_TEST_TEMPORAL_SERVER"));

  private static final String PATH =
      String.join(
          File.pathSeparator,
          BUILT.resolve("bin").toString(),
          Path.of(Ground.tool("SLIPWAY_TEMPORAL")).resolveSibling("").toString(),
          System.getenv("PATH"));

  private final ComposeFile compose;
  private final PostgreSql database;
  private final Path folder;
  private final int port = Ground.portBase();
  private final Part server;

  /**
   * @param secrets the folder with the files of /run/secrets
   * @param folder for logs and what the image has
   */
  TemporalCluster(ComposeFile compose, PostgreSql database, Path secrets, Path folder) {
    this.compose = compose;
    this.database = database;
    this.folder = folder;
    server =
        new Part(
            "temporal", script("server.sh"), server(image(folder), secrets), this::listens, folder);
    Commands.run(script("schema.sh"), schema(secrets));
  }

  TemporalCluster start() {
    server.start().awaitHealthy();
    // As the compose file has it: tried again on failure. It is healthy before it answers.
    Waiting.until("the namespace", MAX_NAMESPACE, this::namespaceIsThere);
    return this;
  }

  String target() {
    return "127.0.0.1:" + port;
  }

  Part server() {
    return server;
  }

  /** What the server's program says that it is. */
  static String version() {
    String said =
        Commands.run(
            List.of(BUILT.resolve("bin/temporal-server").toString(), "--version"), Map.of());
    return said.replaceFirst(".* version ", "");
  }

  private Map<String, String> schema(Path secrets) {
    Map<String, String> environment =
        compose.environment(
            "temporal-schema",
            Map.of("SQL_HOST", "127.0.0.1", "SQL_PORT", String.valueOf(database.port())));
    environment.putAll(
        Map.of("PATH", PATH, "SECRETS", secrets.toString(), "TEMPORAL_FILES", BUILT.toString()));
    return environment;
  }

  private Map<String, String> server(Path image, Path secrets) {
    Map<String, String> environment =
        compose.environment(
            "temporal",
            Map.of(
                "POSTGRES_SEEDS",
                "127.0.0.1",
                "DB_PORT",
                String.valueOf(database.port()),
                "BIND_ON_IP",
                "127.0.0.1",
                "DYNAMIC_CONFIG_FILE_PATH",
                SCRIPTS.resolve("dynamicconfig.yaml").toString()));
    environment.putAll(ports());
    environment.putAll(
        Map.of("PATH", PATH, "SECRETS", secrets.toString(), "TEMPORAL_FILES", image.toString()));
    return environment;
  }

  /** A container has all of them for itself. */
  private Map<String, String> ports() {
    int second = Ground.portBase();
    int third = Ground.portBase();
    var ports = new HashMap<String, String>();
    ports.put("FRONTEND_GRPC_PORT", String.valueOf(port));
    ports.put("FRONTEND_HTTP_PORT", String.valueOf(port + 1));
    ports.put("FRONTEND_MEMBERSHIP_PORT", String.valueOf(port + 2));
    ports.put("HISTORY_GRPC_PORT", String.valueOf(second));
    ports.put("HISTORY_MEMBERSHIP_PORT", String.valueOf(second + 1));
    ports.put("MATCHING_GRPC_PORT", String.valueOf(second + 2));
    ports.put("MATCHING_MEMBERSHIP_PORT", String.valueOf(second + 3));
    ports.put("WORKER_GRPC_PORT", String.valueOf(third));
    ports.put("WORKER_MEMBERSHIP_PORT", String.valueOf(third + 1));
    return ports;
  }

  /** The image's own start, without what it finds out about a container's network. */
  private static Path image(Path folder) {
    try {
      Path image = Files.createDirectories(folder.resolve("temporal-image"));
      Path start = image.resolve("entrypoint.sh");
      Files.writeString(start, "#!/bin/sh\nexec temporal-server start\n");
      Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwx------"));
      return image;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean namespaceIsThere() {
    Map<String, String> environment =
        compose.environment("temporal-namespace", Map.of("TEMPORAL_ADDRESS", target()));
    environment.put("PATH", PATH);
    environment.put("HOME", folder.toString());
    return Commands.attempt(script("namespace.sh"), environment).exitCode() == 0;
  }

  private boolean listens() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static List<String> script(String name) {
    return List.of("sh", SCRIPTS.resolve(name).toString());
  }
}
