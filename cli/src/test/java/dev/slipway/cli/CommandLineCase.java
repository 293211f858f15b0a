package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.commands.Session;
import dev.slipway.cli.follow.ReconnectPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command against a scripted server. */
abstract class CommandLineCase {
  final ScriptedServer server = new ScriptedServer();
  final FakeConsole console = new FakeConsole();
  final MovedClock clock = new MovedClock();
  final Map<String, String> environment = new HashMap<>(Map.of("SLIPWAY_URL", server.url()));
  @TempDir Path directory = Path.of("");

  @AfterEach
  void stopServer() {
    server.close();
  }

  final int slipway(String... args) {
    // The developer's own sign-in must not get into a test.
    environment.putIfAbsent("XDG_CONFIG_HOME", directory.toString());
    var reconnects = new ReconnectPolicy(clock, clock::move);
    return Slipway.run(
        new Session(console, environment, reconnects, ZoneOffset.UTC), directory, args);
  }

  final String file(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A view of deployment d-1 with further fields, such as {@code ,"revision":3}. */
  static String view(String status, String more) {
    return """
    {"deployment_id":"d-1","status":"%s","agent":{"name":"weather","region":"eu-west-1",
     "stack_name":"strands-agent-weather"},"created_at":"2026-01-02T03:04:00Z"%s}\
    """
        .formatted(status, more);
  }

  final String lastBody() {
    return server.requests().getLast().body();
  }

  final void assertAsked(String... lines) {
    assertThat(server.requestLines()).containsExactly(lines);
  }
}
