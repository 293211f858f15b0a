package dev.slipway.local.component;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A small real server as the child, in a home of its own. */
final class Fixture {
  /** Listens on the given port and has a child of its own that ignores requests to stop. */
  static final String SERVER =
      """
      import socket, subprocess, sys, time
      print("serving", flush=True)
      subprocess.Popen([sys.executable, "-c",
          "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"])
      server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
      while True:
          server.accept()[0].close()
      """;

  /** When asked to stop, waits for its own child first and then saves something. */
  static final String WAITING =
      """
      import os, signal, socket, subprocess, sys
      call = subprocess.Popen(["sleep", "600"])
      def end(*_):
          call.wait()
          open(os.environ["SAVED"], "w").close()
          sys.exit(0)
      signal.signal(signal.SIGTERM, end)
      server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
      while True:
          server.accept()[0].close()
      """;

  final Path python = interpreter();
  final int port = freePort();
  final Place place;
  final ByteArrayOutputStream said = new ByteArrayOutputStream();
  final Progress progress = new Progress(new PrintStream(said, true, StandardCharsets.UTF_8));

  Fixture(Path home) throws IOException {
    Files.createDirectories(home.resolve("run"));
    this.place = new Place(home, python);
  }

  ChildSpec server() {
    return spec(SERVER, Map.of());
  }

  ChildSpec spec(String program, Map<String, String> environment) {
    return new ChildSpec(
        "server",
        "Server",
        List.of(python.toString(), "-c", program, Integer.toString(port)),
        environment,
        List.of(port),
        "http://127.0.0.1:" + port,
        this::connects,
        () -> {},
        Duration.ofSeconds(20),
        Duration.ofSeconds(5));
  }

  /** What an earlier JVM would have left behind. */
  ChildProcess startedByAnEarlierJvm(ChildSpec spec) throws StartFailed {
    ChildProcess child = ChildProcess.start(spec, place);
    place.recordOf(spec.name()).write(recordOf(spec, child));
    return child;
  }

  ComponentRecord recordOf(ChildSpec spec, ChildProcess child) {
    return new ComponentRecord(
        spec.name(),
        child.identity(),
        port,
        spec.url(),
        spec.fingerprint(),
        ComponentState.UP,
        Instant.now(),
        0,
        "");
  }

  String output() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private boolean connects() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  // A "python3" on the path may be a script that picks one; children need the real one.
  private static Path interpreter() {
    try {
      Process process =
          new ProcessBuilder("python3", "-I", "-c", "import sys; print(sys.executable)").start();
      return Path.of(
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new IllegalStateException("These tests need python3.", e);
    }
  }
}
