package dev.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What a worker that is alone in its process tells its monitor. */
class WorkerHealthTest {
  @TempDir private Path folder;

  @Test
  void withoutTemporal_itIsAliveButNotReady() {
    try (var worker = worker("127.0.0.1:1")) {
      assertThat(ask(worker, "health/liveness").statusCode()).isEqualTo(200);
      for (String path : new String[] {"health", "health/readiness"}) {
        HttpResponse<String> answer = ask(worker, path);
        assertThat(answer.statusCode()).as(path).isEqualTo(503);
        assertThat(answer.body()).contains("does not answer at 127.0.0.1:1");
      }
      assertThat(worker.getEnvironment().getProperty("server.address")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void polling_itIsReady_untilTemporalIsGone_andMeasuresBoth() throws IOException {
    int port = freePort();
    var temporal = TestServer.createPortBoundServer(port);
    try (var worker = worker("127.0.0.1:" + port)) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> ask(worker, "health/readiness").statusCode() == 200);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () ->
                  ask(worker, "prometheus").body().contains("temporal_worker_start_total")
                      && ask(worker, "prometheus").body().contains("temporal_request_total"));

      temporal.close();

      assertThat(ask(worker, "health/readiness").statusCode()).isEqualTo(503);
      assertThat(ask(worker, "health/liveness").statusCode()).isEqualTo(200);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private ConfigurableApplicationContext worker(String temporal) {
    return WorkerApplication.alone()
        .run(
            "--SLIPWAY_WORKER_HEALTH_PORT=0",
            "--slipway.work-directory=" + folder,
            "--slipway.temporal.target=" + temporal);
  }

  private static HttpResponse<String> ask(ConfigurableApplicationContext worker, String path) {
    String port = worker.getEnvironment().getProperty("local.server.port");
    var address = URI.create("http://127.0.0.1:%s/actuator/%s".formatted(port, path));
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
