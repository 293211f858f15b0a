package dev.slipway.e2e.production;

import dev.slipway.e2e.harness.Ground;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** The operating system's PostgreSQL, with its data in a folder of the test. */
final class PostgreSql {
  static final String USER = "temporal";

  /** The lists come second: they may name what the histories lack, but miss nothing. */
  private static final List<String> DATABASES = List.of("temporal", "temporal_visibility");

  /** The user that Debian's package brings: PostgreSQL refuses to run as root. */
  private static final String OTHER_THAN_ROOT = "postgres";

  private static final Path PROGRAMS = Path.of(Ground.tool("SLIPWAY_TEST_POSTGRES"));

  private final int port = Ground.portBase();
  private final String password;
  private final Path folder;
  private final Part server;

  PostgreSql(String password, Path logs) {
    this.password = password;
    try {
      // Not below another folder of the test: its user may not enter that one.
      folder = Files.createTempDirectory("slipway-postgresql-");
      Path passwordFile = Files.writeString(folder.resolve("password"), password);
      if (isRoot()) {
        give(folder);
        give(passwordFile);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server =
        new Part(
            "postgresql",
            as(
                "postgres",
                List.of(
                    "-D",
                    data(),
                    "-p",
                    String.valueOf(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=" + folder)),
            Map.of(),
            this::isReady,
            logs);
  }

  PostgreSql start() {
    Commands.run(
        as(
            "initdb",
            List.of(
                "-D",
                data(),
                "--username=" + USER,
                "--pwfile=" + folder.resolve("password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C")),
        Map.of());
    server.start().awaitHealthy();
    return this;
  }

  int port() {
    return port;
  }

  Part server() {
    return server;
  }

  /** What the running server says that it is. */
  String version() {
    return Commands.run(
        List.of(
            PROGRAMS.resolve("psql").toString(),
            "--no-align",
            "--tuples-only",
            "--command=show server_version",
            "postgres"),
        here());
  }

  /** Temporal's two databases into files of their own, while it runs. */
  void dump(Path folder) {
    for (String name : DATABASES) {
      run("pg_dump", "--format=custom", "--file=" + folder.resolve(name), name);
    }
  }

  /** Replaces both; nothing may be connected to them. */
  void restore(Path folder) {
    for (String name : DATABASES) {
      run("dropdb", name);
      run("createdb", name);
      run("pg_restore", "--exit-on-error", "--dbname=" + name, folder.resolve(name).toString());
    }
  }

  private void run(String program, String... arguments) {
    var command = new ArrayList<>(List.of(PROGRAMS.resolve(program).toString()));
    command.addAll(List.of(arguments));
    Commands.run(command, here());
  }

  void close() {
    server.stop();
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  /** The compose file's own check. */
  private boolean isReady() {
    return Commands.attempt(
                List.of(PROGRAMS.resolve("pg_isready").toString(), "--username", USER), here())
            .exitCode()
        == 0;
  }

  private Map<String, String> here() {
    return Map.of(
        "PGHOST",
        "127.0.0.1",
        "PGPORT",
        String.valueOf(port),
        "PGUSER",
        USER,
        "PGPASSWORD",
        password);
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private static List<String> as(String program, List<String> arguments) {
    var command = new ArrayList<String>();
    if (isRoot()) {
      command.addAll(
          List.of(
              "setpriv",
              "--reuid=" + OTHER_THAN_ROOT,
              "--regid=" + OTHER_THAN_ROOT,
              "--clear-groups",
              "--"));
    }
    command.add(PROGRAMS.resolve(program).toString());
    command.addAll(arguments);
    return command;
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static void give(Path file) throws IOException {
    Files.setOwner(
        file,
        file.getFileSystem()
            .getUserPrincipalLookupService()
            .lookupPrincipalByName(OTHER_THAN_ROOT));
  }
}
