package dev.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfEnvironmentVariable(named = "SLIPWAY_TEMPORAL", matches = ".+")
class TemporalServerTest {
  @TempDir Path home;

  /** It would answer under any name, to any page. */
  @Test
  void webInterface_listensOnlyWhereItIsWanted() throws Exception {
    for (String wanted : List.of("on", "off")) {
      LocalSettings settings = settings(wanted);
      int httpPort = freePort();
      Process server = start(settings, httpPort);
      try {
        int last = wanted.equals("on") ? settings.ports().temporalUi() : httpPort;
        await().atMost(Timing.TEMPORAL_START).until(() -> Answers.connects(last));
        assertThat(Answers.connects(settings.ports().temporalUi())).isEqualTo(wanted.equals("on"));
      } finally {
        server.destroy();
        server.waitFor();
      }
    }
    assertThat(TemporalServer.spec(settings("off"), () -> true).command()).contains("--headless");
  }

  @Test
  void httpInterface_answersNoOne() throws Exception {
    int port = freePort();
    Process server = start(settings("off"), port);
    try {
      await().atMost(Timing.TEMPORAL_START).until(() -> Answers.connects(port));
      for (String host :
          List.of("127.0.0.1:" + port, "localhost", "evil.example", "", "a.invalid")) {
        await()
            .atMost(Timing.TEMPORAL_START)
            .untilAsserted(() -> assertThat(ask(port, host)).startsWith("HTTP/1.1 403"));
      }
      assertThat(ask(port, "/")).startsWith("HTTP/1.1 400");
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private LocalSettings settings(String ui) throws Exception {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("SLIPWAY_HOME", home.toString());
    environment.put("SLIPWAY_AWS", "real");
    environment.put("SLIPWAY_TEMPORAL_PAGE", ui);
    environment.put("SLIPWAY_PORT_BASE", Integer.toString(FreePorts.base()));
    LocalSettings settings = LocalSettings.read(environment);
    settings.home().create();
    return settings;
  }

  private Process start(LocalSettings settings, int httpPort) throws Exception {
    var spec = TemporalServer.spec(settings, () -> true);
    List<String> command = new ArrayList<>(spec.command());
    command.addAll(List.of("--http-port", Integer.toString(httpPort)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(spec.environment());
    builder.redirectErrorStream(true).redirectOutput(home.resolve("temporal.log").toFile());
    return builder.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String ask(int port, String host) throws IOException {
    String request =
        "GET /api/v1/namespaces HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
