package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.LocalStack;
import dev.slipway.e2e.harness.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Destroyed and failed agents leave next to nothing on a local stack's machine. */
class FootprintIT {
  /** Twice their shared layer, the JVM's logs, Temporal's database file, and some headroom. */
  private static final long MAX_GROWTH = 300_000_000;

  /** The emulator checks every second; a machine that was also building took ten. */
  private static final Duration MAX_STAY = Duration.ofMinutes(2);

  private static final int WAVE = 4;

  /** Twenty take five minutes. */
  private static final int AGENTS = Integer.getInteger("slipway.footprint.agents", WAVE);

  @Test
  void destroyedAgents_leaveNoProcessAndLittleOnDisk() throws IOException {
    try (var stack = new LocalStack().start()) {
      long before = bytesBelow(stack.home());
      List<String> names = IntStream.range(0, AGENTS).mapToObj(i -> "gone-" + i).toList();

      // In waves, as a team would: one big burst only shows how the machine queues them.
      for (int wave = 0; wave < names.size(); wave += WAVE) {
        deploy(stack, names.subList(wave, Math.min(wave + WAVE, names.size())));
      }
      names.forEach(name -> assertThat(Agents.ask(stack.api(), name)).isEqualTo("I am " + name));

      destroy(stack, names);
      Waiting.until(
          "functions of destroyed agents to be gone", MAX_STAY, () -> functionsOf(stack).isEmpty());
      assertThat(bytesBelow(stack.home()) - before).isLessThan(MAX_GROWTH);

      stack.stop();
      assertThat(stack.home().resolve("emulator-tmp")).doesNotExist();
      assertThat(bytesBelow(stack.home()) - before).as("saved").isLessThan(MAX_GROWTH);
    }
  }

  @Test
  void failedAgentThatServes_leavesNeitherProcessNorFolderNorPort() throws IOException {
    int port = freePort();
    try (var stack = new LocalStack().start()) {
      String deployment =
          stack
              .api()
              .deploy(
                  "served",
                  serving(port),
                  Map.of("smoke_test", Map.of("expectation", "words that it never says")));
      JsonNode end = stack.api().awaitEnd(deployment);
      assertThat(end.path("status").asText()).as("%s", end).isEqualTo("failed");
      assertThat(end.path("failure").toString()).contains("served on " + port);
      assertThat(end.path("compensation").toString()).contains("\"deleted\"");

      Waiting.until(
          "functions of failed agents to be gone", MAX_STAY, () -> functionsOf(stack).isEmpty());
      assertThat(isTaken(port)).isFalse();
    }
  }

  /** It serves from when it is loaded, as an agent with an A2A server in a thread does. */
  private static String serving(int port) {
    return """
        import http.server
        import socket
        import threading

        PORT = %d
        server = http.server.HTTPServer(("127.0.0.1", PORT), http.server.SimpleHTTPRequestHandler)
        threading.Thread(target=server.serve_forever, daemon=True).start()


        def main(prompt):
            socket.create_connection(("127.0.0.1", PORT), 5).close()
            return f"served on {PORT}"
        """
        .formatted(port);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isTaken(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  private static void deploy(LocalStack stack, List<String> names) {
    List<String> deployments =
        names.stream()
            .map(name -> stack.api().deploy(name, Agents.saying("I am " + name), Map.of()))
            .toList();
    deployments.forEach(deployment -> assertSucceeds(stack, deployment));
  }

  private static void destroy(LocalStack stack, List<String> names) {
    List<String> destroys =
        names.stream()
            .map(name -> stack.api().delete("/agents/us-east-1/" + TinyAgent.stack(name)))
            .map(Answer::body)
            .map(accepted -> accepted.path("deployment_id").asText())
            .toList();
    destroys.forEach(destroy -> assertSucceeds(stack, destroy));
  }

  private static void assertSucceeds(LocalStack stack, String deployment) {
    JsonNode end = stack.api().awaitEnd(deployment);
    assertThat(end.path("status").asText()).as("%s", end).isEqualTo("succeeded");
  }

  /** The folders of this stack's emulated functions, running or left over. */
  private static Set<String> functionsOf(LocalStack stack) {
    Path folder = stack.home().resolve("emulator-tmp");
    String prefix = folder.resolve("ministack-lambda-").toString();
    Stream<String> running =
        ProcessHandle.allProcesses()
            .flatMap(process -> Stream.of(process.info().arguments().orElse(new String[0])));
    return Stream.concat(running, filesIn(folder))
        .filter(word -> word.startsWith(prefix))
        .map(word -> word.substring(prefix.length()).split("/", 2)[0])
        .collect(Collectors.toSet());
  }

  private static Stream<String> filesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long bytesBelow(Path folder) throws IOException {
    AtomicLong sum = new AtomicLong();
    FileVisitor<Path> adding =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum.addAndGet(attributes.size());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException deletedMeanwhile) {
            return FileVisitResult.CONTINUE;
          }
        };
    Files.walkFileTree(folder, adding);
    return sum.get();
  }
}
